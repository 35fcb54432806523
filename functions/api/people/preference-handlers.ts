import { auditRecord } from '@bos/governance/audit/audit-record';
import { type BoundRoute, implement } from '@bos/http/bind';
import type { Principal } from '@bos/http/principal';
import { notFound } from '@bos/kernel/errors';
import { createMembershipStore } from '@bos/people/memberships/membership-store';
import { notePreference, removePreference } from '@bos/people/preferences/note-preference';
import {
  listPreferencesRoute,
  notePreferenceRoute,
  removePreferenceRoute,
  viewPreference,
} from '@bos/people/preferences/preference-routes';
import { createPreferenceStore } from '@bos/people/preferences/preference-store';
import type { Ports } from '../../ports/ports.ts';
import { mapPage, pageOf } from '../pages.ts';
import { assertOwnOr } from './person-requests.ts';

interface Whose {
  readonly buildingId: string;
  readonly userId: string;
}

/** Preferences: seen, noted and forgotten by their person and by the desk. */
export function preferenceHandlers({ table, clock }: Pick<Ports, 'table' | 'clock'>): BoundRoute[] {
  const preferences = createPreferenceStore(table);
  const memberships = createMembershipStore(table);

  async function assertMember({ buildingId, userId }: Whose): Promise<void> {
    if ((await memberships.get(buildingId, userId)) === undefined) throw notFound('person', userId);
  }

  const list = implement(listPreferencesRoute, async ({ params, query, principal }) => {
    assertOwnOr('people:read', principal, params.userId);
    await assertMember(params);
    return {
      body: mapPage(await preferences.list(params.buildingId, params.userId, pageOf(query)), viewPreference),
    };
  });

  /** What people say of themselves is stated, whatever they call it. */
  const sourceOf = ({ userId }: Principal, of: string, source: 'stated' | 'learned' | 'staff' = 'staff') =>
    userId === of ? 'stated' : source;

  const note = implement(notePreferenceRoute, async ({ params, body, principal, ifMatch }) => {
    assertOwnOr('people:register', principal, params.userId);
    await assertMember(params);
    const preference = await notePreference(
      { table },
      {
        ...params,
        value: body.value,
        source: sourceOf(principal, params.userId, body.source),
        confidence: body.confidence,
        notedBy: principal.userId,
        audit: auditRecord,
        at: clock.now(),
        ...(ifMatch !== undefined && { expectedVersion: ifMatch }),
      },
    );
    return { body: viewPreference(preference), etag: preference.version };
  });

  const forget = implement(removePreferenceRoute, async ({ params, principal }) => {
    assertOwnOr('people:register', principal, params.userId);
    await removePreference({ table }, { ...params, removedBy: principal.userId, audit: auditRecord, at: clock.now() });
    return {};
  });

  return [list, note, forget];
}
