import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { checkChoice, checkInteger, checkText, checkUrl, isFields, listOf, objectOf } from './fields.js';
import type { Fields, Problems } from './problems.js';

const SELECTS: readonly number[] = [
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
];
const STYLES: readonly number[] = [
  ButtonStyle.Primary,
  ButtonStyle.Secondary,
  ButtonStyle.Success,
  ButtonStyle.Danger,
  ButtonStyle.Link,
];

/** Checks a message's rows of buttons and selects (docs: Components Reference). */
export function checkComponents(value: unknown, problems: Problems): void {
  const customIds = new Set<string>();
  for (const [index, entry] of listOf(value, problems, { max: 5 }).entries()) {
    const row = objectOf(entry, problems.at(index));
    checkChoice(row, 'type', problems.at(index), [ComponentType.ActionRow]);
    if (problems.at(index).any) continue;
    checkRow(row, problems.at(index), customIds);
  }
}

function checkRow(row: Fields, problems: Problems, customIds: Set<string>): void {
  const inner = problems.at('components');
  const components = listOf(row['components'] ?? [], inner, { min: 1, max: 5 });
  const selects = components.filter((component) => isFields(component) && SELECTS.includes(Number(component['type'])));
  if (selects.length > 0 && components.length > 1) {
    inner.add('COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'The specified component exceeds the maximum width');
  }
  for (const [index, entry] of components.entries()) {
    const component = objectOf(entry, inner.at(index));
    checkChoice(component, 'type', inner.at(index), [ComponentType.Button, ...SELECTS]);
    if (component['type'] === ComponentType.Button) checkButton(component, inner.at(index));
    else checkSelect(component, inner.at(index));
    const customId = component['custom_id'];
    if (typeof customId !== 'string') continue;
    if (customIds.has(customId))
      inner.at(index).at('custom_id').add('COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
    customIds.add(customId);
  }
}

function checkButton(button: Fields, problems: Problems): void {
  checkChoice(button, 'style', problems, STYLES);
  checkText(button, 'label', problems, { max: 80 });
  if (!button['label'] && !button['emoji']) {
    problems.add('BUTTON_COMPONENT_INVALID', 'A button must have a label or an emoji.');
  }
  if (button['style'] === ButtonStyle.Link) {
    checkUrl(button, 'url', problems);
    if (!button['url']) problems.at('url').add('BASE_TYPE_REQUIRED', 'This field is required');
    if (button['custom_id'])
      problems.add('BUTTON_COMPONENT_INVALID', 'A button of this style has a url and no custom id.');
  } else {
    checkText(button, 'custom_id', problems, { min: 1, max: 100, required: true });
  }
}

function checkSelect(select: Fields, problems: Problems): void {
  checkText(select, 'custom_id', problems, { min: 1, max: 100, required: true });
  checkText(select, 'placeholder', problems, { max: 150 });
  checkInteger(select, 'min_values', problems, { min: 0, max: 25 });
  checkInteger(select, 'max_values', problems, { min: 1, max: 25 });
  if (select['type'] !== ComponentType.StringSelect) return;
  const values = new Set<unknown>();
  const options = problems.at('options');
  for (const [index, entry] of listOf(select['options'] ?? [], options, { min: 1, max: 25 }).entries()) {
    const option = objectOf(entry, options.at(index));
    checkText(option, 'label', options.at(index), { min: 1, max: 100, required: true });
    checkText(option, 'value', options.at(index), { min: 1, max: 100, required: true });
    checkText(option, 'description', options.at(index), { max: 100 });
    if (values.has(option['value'])) {
      options
        .at(index)
        .at('value')
        .add('SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The specified option value is already used');
    }
    values.add(option['value']);
  }
}
