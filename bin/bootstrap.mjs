// Node-20 syntax on purpose: this file must run on whatever Node a machine has.
// It installs what is missing, finds a Node that runs our TypeScript, and runs the named entry or tool under it.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The first major that strips types and carries node:sqlite without flags. */
const REQUIRED_MAJOR = 24;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** `npm ci` in `folder`, once per content of its lockfile. */
function install(folder, what) {
  const lock = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  const stamp = join(folder, 'node_modules', '.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  process.stderr.write(`Installing ${what} …\n`);
  const { status } = spawnSync(npm, ['ci', '--ignore-scripts', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) fail(`npm ci failed in ${folder}. Check the network and run the command again.`);
  writeFileSync(stamp, lock);
}

function suitableNode() {
  if (Number(process.versions.node.split('.')[0]) >= REQUIRED_MAJOR) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  if (platform !== 'linux-x64' && platform !== 'linux-arm64') {
    fail(
      `BuildingOS needs Node ${REQUIRED_MAJOR} or newer; this is ${process.version} on ${platform}. Install it from nodejs.org and run the command again.`,
    );
  }
  const folder = join(root, 'bin', 'node');
  install(folder, `Node ${REQUIRED_MAJOR} for this project (this machine has ${process.version})`);
  return join(folder, 'node_modules', `node-${platform}`, 'bin', 'node');
}

const [target, ...args] = process.argv.slice(2);
if (!target) fail('usage: node bin/bootstrap.mjs <file.ts | tool> [arguments]');
install(root, 'dependencies');
const entry = /\.m?ts$/.test(target) ? resolve(root, target) : join(root, 'node_modules', '.bin', target);
const node = suitableNode();

if (node === process.execPath) {
  process.argv.splice(1, 2, entry);
  await import(pathToFileURL(entry).href);
} else {
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', entry, ...args], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${dirname(node)}:${process.env.PATH ?? ''}` },
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}
