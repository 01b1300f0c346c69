// The first file that `npm start` and `npm test` run. It may be read by any Node from 20 on and before anything is
// installed, so it is plain JavaScript without a dependency: it installs what the lockfile names, then hands over to
// the Node that comes with it.
//
//   node infra/local/bootstrap.mjs <script> [arguments…]

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const oldestNode = 20;
const root = fileURLToPath(new URL('../../', import.meta.url));
const binaries = join(root, 'node_modules', '.bin');
const node = join(binaries, process.platform === 'win32' ? 'node.exe' : 'node');
const lockfile = join(root, 'package-lock.json');
const installedMark = join(root, 'node_modules', '.cityevents-lock');

if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  fail(
    `CityEvents needs Node ${oldestNode} or later to start; this is ${process.version} (${process.execPath}).\n` +
      'Install a current Node from https://nodejs.org/ and run the command again.',
  );
}

/** @type {import('node:child_process').ChildProcess | undefined} */
let running;
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    stopping = true;
    running?.kill(signal);
  });
}
stopWithNpm();

if (!isInstalled()) await install();
if (stopping) process.exit(0);
process.exit(await handOver(process.argv.slice(2)));

/** True when node_modules is what package-lock.json describes. */
function isInstalled() {
  if (!existsSync(node)) return false;
  if (readText(installedMark) === lockHash()) return true;
  // Somebody ran `npm install` or `npm ci` by hand: npm's own record of the tree says whether it is the same one.
  const tree = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  const wanted = readJson(lockfile)?.packages;
  if (!tree || !wanted) return false;
  const same = Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/') || (entry.optional && !tree[path])) return true;
    // A workspace that came since then has no link yet.
    if (entry.link) return tree[path]?.link === true;
    return tree[path]?.version === entry.version && tree[path]?.integrity === entry.integrity;
  });
  if (same) writeFileSync(installedMark, lockHash());
  return same;
}

async function install() {
  const started = Date.now();
  console.log('• Installing the dependencies that package-lock.json names (npm ci; a minute or two the first time) …');
  const environment = { ...process.env, PATH: pathWithoutBinaries() };
  // npm is run by the Node it belongs to: the one in node_modules is about to be deleted.
  const [program, first] = process.env.npm_execpath
    ? [process.env.npm_node_execpath ?? process.execPath, [process.env.npm_execpath]]
    : ['npm', []];
  // With NODE_ENV=production npm would leave out what builds the SPA. Warnings (EBADENGINE of the older Node) are
  // hidden, errors are not.
  const options = [
    'ci',
    '--include=dev',
    '--include=optional',
    '--loglevel=error',
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
  ];
  const ticker = setInterval(() => console.log(`  still installing (${seconds(started)})`), 15_000);
  running = spawn(program, [...first, ...options], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await exitCode(running);
  clearInterval(ticker);
  if (stopping) process.exit(0);
  if (code !== 0) {
    fail(`The dependencies could not be installed (npm ci ended with ${code}; its messages are above).
Check the network or the registry that npm uses (npm config get registry), then run the command again.`);
  }
  if (!existsSync(node) && Number(process.versions.node.split('.')[0]) < 26) {
    fail(
      `The lockfile has no Node 26 for ${process.platform}-${process.arch}. Install Node 26 or later yourself\n` +
        'and run the command again with it.',
    );
  }
  writeFileSync(installedMark, lockHash());
  console.log(`✓ Dependencies installed (${seconds(started)})`);
}

/** Runs the script with the lockfile's Node; the result is the exit code to end with. */
async function handOver([script, ...options]) {
  if (!script) fail('usage: node infra/local/bootstrap.mjs <script> [arguments…]');
  running = spawn(existsSync(node) ? node : process.execPath, [resolve(root, script), ...options], {
    cwd: root,
    env: { ...process.env, PATH: binaries + delimiter + pathWithoutBinaries() },
    // The channel carries no messages. It closes when this process dies in whatever way, and then the script stops.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  return exitCode(running);
}

/** npm killed with SIGKILL cannot forward anything; what shows it is that we have got another parent. */
function stopWithNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const npm = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === npm) return;
    clearInterval(timer);
    stopping = true;
    running?.kill('SIGTERM');
  }, 1_000);
  timer.unref();
}

function exitCode(child) {
  return new Promise((done) => {
    child.once('error', (error) => fail(`${child.spawnfile} could not be started: ${error.message}`));
    child.once('exit', (code, signal) => done(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)));
  });
}

function pathWithoutBinaries() {
  const isOurs = (folder) => /[\\/]node_modules[\\/]\.bin[\\/]?$/.test(folder);
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !isOurs(folder))
    .join(delimiter);
}

function lockHash() {
  return createHash('sha256').update(readFileSync(lockfile)).digest('hex');
}

function readText(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function seconds(since) {
  return `${Math.round((Date.now() - since) / 1000)} s`;
}

/** @returns {never} */
function fail(message) {
  console.error(message);
  process.exit(1);
}
