export { ThingNameSource, thingNameSource } from './thing-name-source.js';
