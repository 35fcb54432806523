import { chownSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '@bos/embedded/engine/free-port';
import { type ChildEngineCommand, startChildEngine } from './child-engine.ts';
import { findJava } from './java.ts';
import { installOpenSearch } from './opensearch-installation.ts';

/** OpenSearch refuses to run as root: then it runs as `nobody`. */
const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

const LOGGING = `status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%p] %c{1.} %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
`;

export interface OpenSearch {
  readonly endpoint: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts OpenSearch on a free port of 127.0.0.1, fetching it first where it is missing. State dies with it. */
export async function startOpenSearch(environment: NodeJS.ProcessEnv = process.env): Promise<OpenSearch> {
  const java = findJava('OpenSearch', environment);
  const installed = await installOpenSearch(environment);
  const stateDir = mkdtempSync(join(tmpdir(), 'bos-opensearch-'));
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const forgetState = (): void => rmSync(stateDir, { recursive: true, force: true, maxRetries: 5 });
  try {
    const home = isRoot ? join(stateDir, 'home') : installed;
    // The folders of root are closed to nobody.
    if (isRoot) cpSync(installed, home, { recursive: true });
    writeConfiguration(home, stateDir, port);
    const { pid, stop } = await startChildEngine({
      name: 'OpenSearch',
      ...command(java, javaParameters(home, stateDir)),
      healthUrl: endpoint,
      logPath: join(stateDir, 'log'),
      environment: { PATH: `${dirname(java)}:/usr/bin:/bin`, HOME: stateDir },
    });
    return { endpoint, pid, stop: () => stop().finally(forgetState) };
  } catch (error) {
    forgetState();
    throw error;
  }
}

function writeConfiguration(home: string, stateDir: string, port: number): void {
  const folder = (name: string): string => join(stateDir, name);
  for (const name of ['config', 'data', 'logs', 'tmp']) mkdirSync(folder(name));
  cpSync(join(home, 'config', 'jvm.options'), join(folder('config'), 'jvm.options'));
  writeFileSync(join(folder('config'), 'log4j2.properties'), LOGGING);
  const settings = {
    'cluster.name': 'building-os-test',
    'network.host': '127.0.0.1',
    'http.port': port,
    'transport.port': 0,
    'discovery.type': 'single-node',
    'path.data': folder('data'),
    'path.logs': folder('logs'),
    // A full disk of a developer's machine is no reason to refuse an index.
    'cluster.routing.allocation.disk.threshold_enabled': false,
  };
  // JSON is YAML.
  writeFileSync(join(folder('config'), 'opensearch.yml'), JSON.stringify(settings));
  if (isRoot) for (const name of ['', 'config', 'data', 'logs', 'tmp']) chownSync(folder(name), NOBODY, NOBODY);
}

/** The start script of OpenSearch, but for what a test does not need: a small heap and the quick compiler alone. */
function javaParameters(home: string, stateDir: string): string[] {
  const temporary = join(stateDir, 'tmp');
  const properties = {
    'java.io.tmpdir': temporary,
    'jna.tmpdir': temporary,
    'jna.nosys': true,
    'java.awt.headless': true,
    'file.encoding': 'UTF-8',
    'java.locale.providers': 'CLDR',
    'io.netty.noUnsafe': true,
    'io.netty.allocator.numDirectArenas': 0,
    'log4j2.disable.jmx': true,
    'opensearch.path.home': home,
    'opensearch.path.conf': join(stateDir, 'config'),
    'opensearch.distribution.type': 'zip',
    'opensearch.bundled_jdk': false,
  };
  return [
    '-Xms512m',
    '-Xmx512m',
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    `-javaagent:${join(home, 'agent', 'opensearch-agent.jar')}`,
    '--enable-native-access=ALL-UNNAMED',
    ...Object.entries(properties).map(([name, value]) => `-D${name}=${value}`),
    '-cp',
    join(home, 'lib', '*'),
    'org.opensearch.bootstrap.OpenSearch',
  ];
}

/** Java does not watch its input: a shell ends it when we are gone, by closing or by death. */
function command(java: string, parameters: readonly string[]): Pick<ChildEngineCommand, 'program' | 'parameters'> {
  const asNobody = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
  const program = [...(isRoot ? asNobody : []), java, ...parameters];
  const watch =
    '"$@" </dev/null & engine=$!; trap "kill $engine" TERM; (cat >/dev/null; kill $engine 2>/dev/null) <&3 & wait $engine; wait $engine';
  return { program: 'sh', parameters: ['-c', `exec 3<&0; ${watch}`, 'opensearch', ...program] };
}
