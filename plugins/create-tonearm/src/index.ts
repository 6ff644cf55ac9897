export { type Kind, KINDS } from './kinds.js';
export { parseProjectName, type ProjectName } from './project-name.js';
export { Refusal } from './refusal.js';
export { renderProject } from './render.js';
