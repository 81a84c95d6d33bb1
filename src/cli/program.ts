/**
 * Every subcommand of `paperboy` with its arguments, options and one-line meaning. Each loads its
 * own code when it runs, so that none waits for what only another needs.
 */
import { Command, InvalidArgumentError } from 'commander';
import { VERSION } from '../app/version.ts';
import { type Day, daySchema } from '../model/paper.ts';
import type { CliContext } from './run-main.ts';

export function createProgram(context: CliContext): Command {
  const program = new Command('paperboy')
    .description('Research papers where your team talks: finds, answers with quotes, delivers.')
    .version(VERSION)
    .exitOverride()
    .showHelpAfterError();

  program
    .command('start', { isDefault: true })
    .description('run the bot; without any SLACK_ variable, in a local workspace with a page')
    .option('--fresh', 'start the local workspace over, forgetting what it kept')
    .action(async (options) => (await import('./start.ts')).start(context, options));
  program
    .command('demo')
    .description('play a command, a question and the digest through the real bot, without Slack')
    .action(async () => (await import('./demo.ts')).demo(context));
  program
    .command('search')
    .description('search the corpus as /papers does')
    .argument('<words...>', 'words and filters, e.g. diffusion year:2023')
    .option('--limit <n>', 'results to print', parseCount, 5)
    .option('--json', 'print JSON')
    .action(async (words: string[], options) =>
      (await import('./search.ts')).search(context, words.join(' '), options),
    );
  program
    .command('ask')
    .description('answer a question with quotes, as a mention does')
    .argument('<question...>')
    .option('--json', 'print JSON')
    .action(async (words: string[], options) =>
      (await import('./ask.ts')).ask(context, words.join(' '), options),
    );
  program
    .command('digest')
    .description('send the digest if it is due and not sent yet')
    .option('--dry-run', 'print what the next digest holds, send nothing')
    .option('--json', 'print JSON')
    .action(async (options) => (await import('./digest.ts')).digest(context, options));
  addReplay(program, context);
  addReport(program, context);
  addCorpus(program, context);
  addEvaluate(program, context);
  program
    .command('manifest')
    .description('print the Slack app manifest')
    .option('--url <url>', 'for HTTP instead of Socket Mode: the https address Slack reaches')
    .action(async (options) => (await import('./manifest.ts')).manifest(context, options));
  program
    .command('doctor')
    .description('check configuration, tokens, database and corpus, and say what to do')
    .option('--json', 'print JSON')
    .action(async (options) => (await import('./doctor.ts')).doctor(context, options));
  return program;
}

function addReplay(program: Command, context: CliContext): void {
  program
    .command('replay')
    .description('play recorded days of a feed and print what destinations would have got')
    .requiredOption('--feed <dir>', 'files YYYY-MM-DD.json as /api/daily_papers answers')
    .requiredOption('--from <day>', 'first day, YYYY-MM-DD', parseDay)
    .requiredOption('--to <day>', 'last day, YYYY-MM-DD', parseDay)
    .option('--destinations <n>', 'made-up destinations', parseCount, 20)
    .option('--json', 'print an edition a line, and the summary last')
    .action(async (options) => (await import('./replay.ts')).replay(context, options));
}

function addReport(program: Command, context: CliContext): void {
  const report = program.command('report').description('what people miss');
  report
    .command('misses')
    .description('the questions without an answer: reported ones first, then the most asked')
    .option('--limit <n>', 'questions to print', parseCount, 50)
    .option('--json', 'print JSON')
    .action(async (options) => (await import('./report.ts')).reportMisses(context, options));
}

function addCorpus(program: Command, context: CliContext): void {
  const corpus = program
    .command('corpus')
    .description('build or check the papers file, or add papers');
  corpus
    .command('build')
    .description('read the listing pages in data/raw and write the papers file')
    .option('--json', 'print the report as JSON')
    .action(async (options) => (await import('./corpus.ts')).buildCorpusFile(context, options));
  corpus
    .command('check')
    .description('verify the papers file against the listing pages')
    .option('--json', 'print the differences as JSON')
    .action(async (options) => (await import('./corpus.ts')).checkCorpusFile(context, options));
  corpus
    .command('add')
    .description('add the papers of saved /api/daily_papers answers, one file a day')
    .argument('<path>', 'a file, or a folder with files YYYY-MM-DD.json')
    .option('--json', 'print the report as JSON')
    .action(async (path: string, options) =>
      (await import('./corpus-add.ts')).addToCorpus(context, path, options),
    );
}

function addEvaluate(program: Command, context: CliContext): void {
  const evaluate = program
    .command('evaluate')
    .description('measure search and answers on any judged collection');
  evaluate
    .command('search')
    .description('search a collection and, with judgements, print the measures')
    .requiredOption('--docs <file>', 'JSON lines {id,title,text}, may be gzipped')
    .requiredOption('--queries <file>', 'JSON lines {id,text}')
    .option('--qrels <file>', 'tab separated: query id, document id, grade')
    .option('--run <file>', 'write a TREC run, up to 1,000 documents a query')
    .option('--json', 'print JSON')
    .action(async (options) => (await import('./evaluate.ts')).evaluateSearch(context, options));
  evaluate
    .command('answers')
    .description('answer questions over a collection')
    .requiredOption('--docs <file>', 'JSON lines {id,title,text}, may be gzipped')
    .requiredOption('--questions <file>', 'JSON lines {id,text}')
    .requiredOption('--out <file>', 'write one JSON answer a line')
    .action(async (options) => (await import('./evaluate.ts')).evaluateAnswers(context, options));
}

function parseDay(text: string): Day {
  const day = daySchema.safeParse(text);
  if (!day.success) throw new InvalidArgumentError('It takes a day, YYYY-MM-DD.');
  return day.data;
}

function parseCount(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) {
    throw new InvalidArgumentError('It takes a whole number from 1 to 9999.');
  }
  return Number(text);
}
