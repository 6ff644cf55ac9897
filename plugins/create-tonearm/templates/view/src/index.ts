export { ThingNameView, thingNameView } from './thing-name-view.js';
