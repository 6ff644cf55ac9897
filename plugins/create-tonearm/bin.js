#!/usr/bin/env node
// What is compiled cannot be started by its name: the compiler makes no file executable.
import './dist/src/main.js';
