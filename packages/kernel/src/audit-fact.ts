/** What an entry of the list says of an action: on what it acts, and which words it may record. */
interface ActionDefinition {
  readonly resource:
    | 'person'
    | 'conversation'
    | 'mission'
    | 'ticket'
    | 'device'
    | 'credential'
    | 'building'
    | 'vendor'
    | 'roster'
    | 'route'
    | 'reservation';
  readonly description: string;
  /** The values that a record may hold: codes and small numbers, never what anybody wrote. */
  readonly values?: readonly string[];
}

/**
 * Everything that is recorded in a building's audit trail. A name stays for ever: records live for years. What people
 * merely ask for, write or read is not here: it stands in the ledgers of its own rooms.
 */
export const AUDIT_ACTIONS = {
  'membership.changed': {
    resource: 'person',
    description: 'Roles, units, status or dates of a membership were given, changed or ended.',
    values: ['status', 'roles'],
  },
  'person.verification': {
    resource: 'person',
    description: 'Somebody who wrote tried to prove who they are, or asked the staff to say it.',
    values: ['method'],
  },
  'person.verification_code_issued': {
    resource: 'person',
    description: 'The desk made a one-time code by which this person proves who they are.',
  },
  'person.verification_decided': {
    resource: 'person',
    description: 'A member of staff said who somebody is who wrote, or that it is not known.',
    values: ['status'],
  },
  'person.preference_changed': {
    resource: 'person',
    description: 'A preference of a person was noted, changed or forgotten.',
    values: ['status'],
  },
  'person.merge': {
    resource: 'person',
    description: 'Two members were proposed, found or no longer taken to be one person.',
    values: ['status', 'how'],
  },
  'token.issued': {
    resource: 'person',
    description: 'The operator made an access token in the name of a member.',
    values: ['role'],
  },
  'person.contact_disclosed': {
    resource: 'person',
    description: 'Somebody was shown a telephone number in full; once an hour for each person.',
  },
  'conversation.contact_disclosed': {
    resource: 'conversation',
    description: 'Somebody was shown the full address of a conversation; once an hour for each, or for the list.',
  },
  'person.data_handed_out': {
    resource: 'mission',
    description: 'A tool handed out personal data.',
    values: ['tool'],
  },
  'person.exported': { resource: 'person', description: 'Everything about a person was exported.' },
  'person.erased': { resource: 'person', description: 'A person was erased for good.' },
  'device.commanded': {
    resource: 'device',
    description:
      'A door was opened or an elevator called, or the attempt ended otherwise. Of the mission where no device was found.',
    values: ['tool'],
  },
  'credential.changed': {
    resource: 'credential',
    description: 'Somebody was given a code or a tag, its time was moved, or it was taken back.',
    values: ['kind', 'status'],
  },
  'device.configured': {
    resource: 'device',
    description: 'A device was added, configured anew or taken out of the building.',
    values: ['change', 'kind', 'gateway'],
  },
  'device.hub_key_disclosed': {
    resource: 'building',
    description: 'Somebody was shown the key with which the hub of the building signs.',
  },
  'money.committed': { resource: 'mission', description: 'A tool that spends money ran.', values: ['tool'] },
  'mission.cancel_requested': {
    resource: 'mission',
    description: 'Somebody asked for the end of a mission.',
    values: ['status'],
  },
  'conversation.taken_over': {
    resource: 'conversation',
    description: 'A member of staff took a conversation over from the agent or a colleague.',
  },
  'conversation.handed_back': { resource: 'conversation', description: 'The agent was let answer again.' },
  'conversation.resolved': { resource: 'conversation', description: 'A member of staff ended a conversation.' },
  'ticket.changed': {
    resource: 'ticket',
    description: 'Status, priority or assignee of a ticket changed.',
    values: ['from', 'status', 'priority'],
  },
  'ticket.escalated': { resource: 'ticket', description: 'A ticket was found open after its due time.' },
  'reservation.changed': {
    resource: 'reservation',
    description: 'A stay was booked, moved, settled or given other guests.',
    values: ['source', 'from', 'status'],
  },
  'building.created': { resource: 'building', description: 'An operator of the platform set the building up.' },
  'building.changed': { resource: 'building', description: 'How the building is set up was changed.' },
  'building.arrival_guide_changed': {
    resource: 'building',
    description: 'Wi-Fi or directions for those who arrive were written anew.',
  },
  'vendor.changed': {
    resource: 'vendor',
    description: 'A firm that works for the building was added, changed or removed.',
    values: ['status'],
  },
  'roster.imported': {
    resource: 'roster',
    description: 'A roster of units and people was imported.',
    values: ['lines', 'units', 'people'],
  },
  'roster.undone': {
    resource: 'roster',
    description: 'What an import of a roster had made was taken back.',
    values: ['lines', 'kept'],
  },
  'building.stay_rules_changed': {
    resource: 'building',
    description: 'What guests of the building get by asking for it was changed.',
    values: ['lateCheckOut', 'extension', 'cancellation'],
  },
  'building.pms_changed': {
    resource: 'building',
    description: 'A property management system was connected, given a new secret or disconnected.',
    values: ['status'],
  },
  'stay.guest_invited': {
    resource: 'reservation',
    description: 'The link by which a guest checks in was made, or made anew.',
  },
  'stay.documents_reviewed': {
    resource: 'reservation',
    description: 'A member of staff approved or refused the documents of a guest.',
    values: ['status'],
  },
  'stay.documents_disclosed': {
    resource: 'reservation',
    description: 'Somebody was shown the documents of a guest; once an hour for each stay.',
  },
  'building.retention_changed': {
    resource: 'building',
    description: 'The building chose its own retention terms.',
  },
  'access.refused': {
    resource: 'route',
    description: 'The API refused a member for want of a right; once in ten minutes for each operation.',
  },
} as const satisfies Readonly<Record<string, ActionDefinition>>;

export type AuditAction = keyof typeof AUDIT_ACTIONS;

export function auditActionOf(name: AuditAction): ActionDefinition {
  return AUDIT_ACTIONS[name];
}

/** Who did it. Of an operator the command is known, not the person at the keyboard. */
export interface AuditActor {
  readonly kind: 'user' | 'agent' | 'system' | 'operator';
  readonly id: string;
}

export const AUDIT_OUTCOMES = ['done', 'refused', 'failed', 'unknown'] as const;

/** Something that happened and has to be accounted for. Ids, names of fields and codes: nothing personal. */
export interface AuditFact {
  readonly buildingId: string;
  readonly actor: AuditActor;
  readonly action: AuditAction;
  readonly resource: { readonly type: ActionDefinition['resource']; readonly id: string };
  /** `done` when not given. `unknown`: a device may have moved, and nobody can tell. */
  readonly outcome?: (typeof AUDIT_OUTCOMES)[number];
  /** Why it was refused or failed. */
  readonly code?: string;
  /** By what it came. */
  readonly requestId?: string;
  readonly missionId?: string;
  /** The names of the fields that changed. */
  readonly changed?: readonly string[];
  /** Those that the action lists. */
  readonly values?: Readonly<Record<string, string | number | boolean>>;
  readonly at: Date;
}
