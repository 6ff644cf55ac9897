/** A bot whose library cannot be loaded. */
process.stderr.write('Error: no native module\n    at nowhere\n');
process.exitCode = 3;
process.disconnect?.();
