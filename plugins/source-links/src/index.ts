export { SOURCE_NAME } from './source-name.js';
