import { closeParcelRoute, receiveParcelRoute } from '@bos/buildings/access/parcels/parcel-routes';
import { changeVisitorRoute } from '@bos/buildings/access/visitors/visitor-routes';
import { ApiError } from '@bos/client/api-error';
import { cancelMissionRoute } from '@bos/missions/missions/mission-routes';
import { inviteGuestRoute, reviewCheckInRoute } from '@bos/stays/check-in/check-in-routes';
import { checkInRoute, checkOutRoute } from '@bos/stays/reservations/reservation-routes';
import { describe, expect, test } from 'vitest';
import { problemText } from './problem.tsx';
import { TEXTS } from './texts.ts';

const said = (status: number, code = 'X', more: object = {}): string =>
  problemText(new ApiError({ status, code, detail: 'The body breaks 1 rule.', ...more }), TEXTS.en);

describe('a failure in words', () => {
  test('names the rules that were broken', () => {
    expect(said(400, 'INVALID_INPUT', { errors: [{ field: 'text', rule: 'must not be empty' }] })).toBe(
      'The body breaks 1 rule. text: must not be empty',
    );
  });

  test('says what to do', () => {
    expect(said(0, 'UNREACHABLE')).toMatch(/Is it running/);
    expect(said(403)).toMatch(/A manager can change that/);
    expect(said(412)).toMatch(/look again and repeat/);
  });

  test('says more of what the desk is refused', () => {
    expect(said(409, 'VISIT_NOT_NOW')).toMatch(/another time/);
    expect(said(409, 'WRITE_CONFLICT')).toMatch(/as things stand/);
    expect(said(409, 'toString')).toMatch(/as things stand/);
  });

  test('has words of its own for nothing but refusals that the API knows', () => {
    const routes = [changeVisitorRoute, receiveParcelRoute, closeParcelRoute, checkInRoute, checkOutRoute];
    const known = [...routes, inviteGuestRoute, reviewCheckInRoute, cancelMissionRoute].flatMap(({ errors = [] }) =>
      errors.map(({ code }) => code),
    );
    for (const code of Object.keys(TEXTS.en.refusals)) expect(known).toContain(code);
  });

  test('of a defect gives the number that finds it in the log', () => {
    expect(said(500, 'INTERNAL_ERROR', { requestId: 'r-17' })).toMatch(/r-17$/);
  });
});
