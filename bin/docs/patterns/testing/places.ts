import { hashOf, idOf } from './typical.ts';

/** Where the typical items lie, and whom they are about. */
export const BUILDING = 'demo';
export const MARIA = idOf(1);
export const NUMBER = '109917730042258';
export const PHONE = '5511900000301';
export const CONVERSATION = idOf(2);
export const MISSION = idOf(3);
export const TICKET = idOf(4);
export const NOTIFICATION = idOf(400);
export const SENDER = hashOf(1);
export const AT = '2026-11-22T11:30:00.000Z';
export const LATER = '2026-11-22T11:45:00.000Z';
/** After everything that the typical items wait for. */
export const NOW = new Date('2026-11-30T12:00:00.000Z');
export const TEXT = 'Boa noite! A torneira da cozinha está vazando desde ontem, podem mandar alguém amanhã cedo?';
