import type { Place } from './key-templates.ts';

/** What people write: something that is answered from the building's documents, or a fault that becomes a mission. */
export const EVENT_KINDS = ['question', 'fault'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** How many events share one of these partitions: all there are, those of a building, of a person, or each its own. */
export type Spread = 'all' | 'building' | 'person' | 'event';

/** What one event asks of a partition, in DynamoDB's units. */
export interface KeyLoad {
  readonly place: Place;
  /** The key as its entity defines it. */
  readonly template: string;
  readonly spread: Spread;
  /** So many of them are worked on by one event; the units are those of the busiest. */
  readonly partitions: number;
  readonly writeUnits: number;
  readonly readUnits: number;
}

const load = (
  place: Place,
  template: string,
  spread: Spread,
  writeUnits: number,
  readUnits: number,
  partitions = 1,
): KeyLoad => ({ place, template, spread, partitions, writeUnits, readUnits });

/**
 * Counted by a test that sends signed webhooks through the functions of the catalog, as the sheet of costs is. Nothing is
 * kept between two invocations there, so a busy system reads less, above all of its keys.
 */
export const MEASURED: Readonly<Record<EventKind, readonly KeyLoad[]>> = {
  question: [
    load('GSI1', 'BUILDING#{buildingId}#USER#{userId}', 'person', 1, 0),
    load('GSI2', 'BUILDING#{buildingId}#CONVERSATION', 'building', 2, 0),
    load('GSI2', 'BUILDING#{buildingId}#PENDING', 'building', 3, 0),
    load('GSI2', 'CHANNEL#whatsapp#{phoneNumberId}#PENDING', 'building', 8, 0),
    load('keys', 'BUILDING#{buildingId}', 'building', 0, 10),
    load('keys', 'KEY#index', 'all', 0, 6),
    load('keys', 'KEY#lasting-index', 'all', 0, 1),
    load('keys', 'KEY#platform', 'all', 0, 10),
    load('keys', 'KEY#sender#{senderHash}', 'person', 0, 13),
    load('keys', 'USER#{userId}', 'person', 0, 1),
    load('table', 'BUILDING#{buildingId}', 'building', 2, 9),
    load('table', 'BUILDING#{buildingId}#CONVERSATION#{conversationId}', 'person', 9, 4),
    load('table', 'BUILDING#{buildingId}#DELIVERY#{providerHash}', 'event', 2, 0),
    load('table', 'BUILDING#{buildingId}#USER#{userId}', 'person', 0, 1),
    load('table', 'CHANNEL#whatsapp#{phoneNumberId}', 'building', 0, 4),
    load('table', 'CHANNEL#whatsapp#{phoneNumberId}#CONSENT#{addressHash}', 'person', 0, 1),
    load('table', 'CHANNEL#whatsapp#{phoneNumberId}#SENDER#{senderHash}', 'person', 9, 4),
    load('table', 'IDENTITY#{channel}#{hash}', 'person', 0, 1),
  ],
  fault: [
    load('GSI1', 'BUILDING#{buildingId}#USER#{userId}', 'person', 8, 0),
    load('GSI2', 'BUILDING#{buildingId}#CONVERSATION', 'building', 2, 0),
    load('GSI2', 'BUILDING#{buildingId}#MISSION', 'building', 5, 0),
    load('GSI2', 'BUILDING#{buildingId}#PENDING', 'building', 3, 0),
    load('GSI2', 'BUILDING#{buildingId}#TICKET', 'building', 1, 0),
    load('GSI2', 'BUILDING#{buildingId}#USER', 'building', 0, 4.5),
    load('GSI2', 'CHANNEL#whatsapp#{phoneNumberId}#PENDING', 'building', 8, 0),
    load('keys', 'BUILDING#{buildingId}', 'building', 0, 31),
    load('keys', 'KEY#index', 'all', 0, 6),
    load('keys', 'KEY#lasting-index', 'all', 0, 1),
    load('keys', 'KEY#platform', 'all', 0, 10),
    load('keys', 'KEY#sender#{senderHash}', 'person', 0, 13),
    load('keys', 'USER#{userId}', 'person', 0, 1),
    load('table', 'BUILDING#{buildingId}', 'building', 12, 29),
    load('table', 'BUILDING#{buildingId}#CONVERSATION#{conversationId}', 'person', 9, 4),
    load('table', 'BUILDING#{buildingId}#DELIVERY#{providerHash}', 'event', 2, 0),
    load('table', 'BUILDING#{buildingId}#MISSION#{missionId}', 'event', 24, 8),
    load('table', 'BUILDING#{buildingId}#TICKET#{ticketId}', 'event', 2, 0),
    load('table', 'BUILDING#{buildingId}#UNIQUE#ticket#{reference}', 'event', 2, 0),
    load('table', 'BUILDING#{buildingId}#USER#{userId}', 'person', 0, 1),
    load('table', 'BUILDING#{buildingId}#USER#{userId}', 'building', 2, 1, 2),
    load('table', 'CHANNEL#whatsapp#{phoneNumberId}', 'building', 0, 4),
    load('table', 'CHANNEL#whatsapp#{phoneNumberId}#CONSENT#{addressHash}', 'person', 0, 1),
    load('table', 'CHANNEL#whatsapp#{phoneNumberId}#SENDER#{senderHash}', 'person', 9, 4),
    load('table', 'IDENTITY#{channel}#{hash}', 'person', 0, 1),
  ],
};
