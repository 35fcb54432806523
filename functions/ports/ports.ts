import type { EmergencyDetector } from '@bos/agents/understanding/emergency';
import type { ExtractSlots } from '@bos/agents/understanding/slots/extract-slots';
import type { TextSimilarity } from '@bos/agents/understanding/text-similarity';
import type { Understand } from '@bos/agents/understanding/understand';
import type { LockCodes } from '@bos/buildings/access/locks/lock-codes';
import type { DeviceGateway } from '@bos/buildings/devices/device-gateway';
import type { FindHomeAssistant } from '@bos/buildings/devices/home-assistant/connection';
import type { MediaSource } from '@bos/conversations/media/media-source';
import type { WhatsAppSender } from '@bos/conversations/whatsapp/whatsapp-sender';
import type { Clock } from '@bos/kernel/clock';
import type { DocumentStorage } from '@bos/kernel/document-storage';
import type { IdSource } from '@bos/kernel/ids';
import type { Log } from '@bos/kernel/log';
import type { Metrics } from '@bos/kernel/metrics';
import type { OneTimeSchedules } from '@bos/kernel/one-time-schedules';
import type { QueueSender } from '@bos/kernel/queue';
import type { Timers } from '@bos/kernel/timers';
import type { MissionRunner } from '@bos/missions/missions/mission-runner';
import type { BlindIndex } from '@bos/table/encryption/blind-index';
import type { KeyRing } from '@bos/table/encryption/key-ring';
import type { KeyStore } from '@bos/table/encryption/key-store';
import type { RawItems } from '@bos/table/raw-items';
import type { Table } from '@bos/table/table';

/** WhatsApp's settings and the way out to it. A secret that is not set makes its caller refuse. */
export interface WhatsAppPorts {
  appSecret(): Promise<string | undefined>;
  verifyToken(): Promise<string | undefined>;
  readonly sender: WhatsAppSender;
  readonly media: MediaSource;
}

/** What the operator says of the buildings' devices. */
export interface DeviceSettings {
  /** From it comes the key with which each building's hub signs. Without it nothing is taken. */
  webhookSecret(): Promise<string | undefined>;
  readonly homeAssistant: FindHomeAssistant;
}

/** What is costly to load is loaded by the first caller, once a process. */
export interface LanguagePorts {
  understand(): Promise<Understand>;
  detectEmergency(): Promise<EmergencyDetector>;
  textSimilarity(): Promise<TextSimilarity>;
  extractSlots(): Promise<ExtractSlots>;
}

/**
 * All that the functions need of the world. Each target composes these from its own adapters; nothing above knows
 * which. A function's `build` names the ports that it uses.
 */
export interface Ports {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: IdSource;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly table: Table;
  /** For what forgets people: everything else works with entities and never sees a key. */
  readonly raw: RawItems;
  readonly keyStore: KeyStore;
  readonly keys: KeyRing;
  readonly blindIndex: BlindIndex;
  readonly queues: QueueSender;
  readonly missions: MissionRunner;
  readonly schedules: OneTimeSchedules;
  readonly devices: DeviceGateway;
  readonly locks: LockCodes;
  readonly deviceSettings: DeviceSettings;
  readonly documents: DocumentStorage;
  readonly whatsapp: WhatsAppPorts;
  readonly language: LanguagePorts;
  /** Where people reach the pages, such as `https://aurora.example`; undefined where nobody has said. */
  readonly publicUrl?: string | undefined;
}

/** What comes with the table: what simulated devices remember lies in it. */
export type TablePorts = Pick<Ports, 'table' | 'raw' | 'keys' | 'keyStore' | 'blindIndex' | 'devices' | 'locks'>;
