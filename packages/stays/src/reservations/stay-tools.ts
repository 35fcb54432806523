import { defineTool, type Tool } from '@bos/missions/tools/tool';
import {
  arrivalInput,
  arrivalOutput,
  cancellationOutput,
  extensionInput,
  extensionOutput,
  lateCheckOutInput,
  lateCheckOutOutput,
  statusOutput,
  whichStay,
} from '../tools/stay-shapes.ts';
import type { StayToolDependencies } from '../tools/stay-wish.ts';

/**
 * Whose stay it is decides who may ask, not a role: guests write before their rights begin. Planning and checking need the
 * shapes alone, so the work is loaded by the first call.
 */
const COMMON = { version: 1, roles: 'anyone' } as const;

/** The tools of the stays room. */
export function stayTools(deps: StayToolDependencies): Tool[] {
  return [
    defineTool({
      ...COMMON,
      name: 'stays.status',
      description: 'Tells the dates, hours, unit and state of the stay that the requester has or that comes next.',
      input: whichStay,
      output: statusOutput,
      risk: 'read',
      execute: async (input, context) => (await import('../tools/status-work.ts')).tellStay(deps, input, context),
    }),
    defineTool({
      ...COMMON,
      name: 'stays.announceArrival',
      description: 'Notes at what hour the guest means to arrive.',
      input: arrivalInput,
      output: arrivalOutput,
      risk: 'write',
      execute: async (input, context) => (await import('../tools/arrival-work.ts')).noteArrival(deps, input, context),
    }),
    defineTool({
      ...COMMON,
      name: 'stays.requestLateCheckout',
      description: 'Asks to leave later on the last day of a stay; refused when the next guest arrives too early.',
      input: lateCheckOutInput,
      output: lateCheckOutOutput,
      risk: 'write',
      execute: async (input, context) =>
        (await import('../tools/late-check-out-work.ts')).askLateCheckOut(deps, input, context),
    }),
    defineTool({
      ...COMMON,
      name: 'stays.extend',
      description: 'Asks to stay longer; refused when the nights belong to somebody else.',
      input: extensionInput,
      output: extensionOutput,
      risk: 'write',
      execute: async (input, context) => (await import('../tools/extend-work.ts')).askExtension(deps, input, context),
    }),
    defineTool({
      ...COMMON,
      name: 'stays.cancelOwn',
      description: 'Asks to cancel the stay that the requester booked, before it has begun.',
      input: whichStay,
      output: cancellationOutput,
      risk: 'write',
      execute: async (input, context) =>
        (await import('../tools/cancel-work.ts')).askCancellation(deps, input, context),
    }),
  ];
}
