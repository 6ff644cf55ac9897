#!/usr/bin/env node
// In a clone npm links programs before anything is compiled, and only those that are there.
import './dist/src/cli.js';
