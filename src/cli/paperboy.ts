/** The `paperboy` command: the program, run on this process's arguments, environment and output. */
import { createProgram } from './program.ts';
import { runMain } from './run-main.ts';

await runMain((context) => createProgram(context).parseAsync(process.argv));
