import { join } from 'node:path';
import { type LocalIdentity, openLocalIdentity } from '@bos/embedded/identity/identity';
import { systemClock } from '@bos/kernel/clock';
import { ulidSource } from '@bos/kernel/ids';
import { silentLog } from '@bos/kernel/log';
import { embeddedPorts } from '../../functions/ports/embedded-ports.ts';
import type { Ports } from '../../functions/ports/ports.ts';
import { refusedPorts } from './refused-ports.ts';
import { findRunning, type Running } from './running.ts';
import { deviceSettings, documentSettings, whatsappSecrets } from './secrets.ts';
import { ROOT, readSettings, type Settings } from './settings.ts';
import { LOCAL_TABLE } from './system.ts';
import { tableConnection } from './table-connection.ts';

/** A running system, seen from another process that may read its data folder: the operator's own. */
export interface Attached {
  readonly settings: Settings;
  readonly running: Running;
  readonly ports: Ports;
  readonly identity: LocalIdentity;
  readonly appSecret: string;
}

/** Throws OperatorError when nothing is running on the data folder. */
export async function attach(): Promise<Attached> {
  const settings = readSettings(process.env);
  const running = findRunning(settings.dataDir);
  const secrets = whatsappSecrets(settings);
  const ports = embeddedPorts({
    connection: tableConnection(running.tableEndpoint),
    tableName: LOCAL_TABLE,
    keyFile: join(settings.dataDir, 'secrets', 'master.key'),
    root: ROOT,
    whatsapp: { ...secrets, graphUrl: `${running.url}/simulator/graph` },
    documents: documentSettings(settings.dataDir),
    devices: deviceSettings(settings),
    ...refusedPorts('The command line neither sends to queues nor starts missions.'),
    log: silentLog,
    onWrite: () => {},
  });
  const identity = await openLocalIdentity({
    dataDir: settings.dataDir,
    issuer: running.url,
    clock: systemClock,
    ids: ulidSource(systemClock),
  });
  return { settings, running, ports, identity, appSecret: secrets.appSecret };
}
