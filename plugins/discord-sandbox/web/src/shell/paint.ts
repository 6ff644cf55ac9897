import { noChange } from 'lit';
import { type ElementPart, Directive, directive } from 'lit/directive.js';

/** Sets one style property; `undefined` removes it. By script, for the page's policy refuses style attributes. */
class Paint extends Directive {
  override render(_property: string, _value: string | undefined): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [property, value]: [string, string | undefined]): typeof noChange {
    // It is only put on HTML elements.
    const { style } = element as HTMLElement;
    if (value === undefined) style.removeProperty(property);
    else style.setProperty(property, value);
    return noChange;
  }
}

export const paint = directive(Paint);
