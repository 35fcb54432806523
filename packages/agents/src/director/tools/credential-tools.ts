import type { CredentialDependencies } from '@bos/buildings/access/credentials/credential-steps';
import { defineTool, type Tool } from '@bos/missions/tools/tool';
import * as z from 'zod';
import { codeOutput, replacedOutput, revokedOutput } from './credential-shapes.ts';
import { rolesWith } from './permitted-roles.ts';

/** What codes and tags need of the world: only whoever carries a step out asks for it. */
export type LoadCredentialDependencies = () => Promise<CredentialDependencies>;

const OWN = rolesWith('credentials:read_own');
const nothing = z.object({});

/** Loaded by whoever carries a step out: planning and checking need the shapes alone. */
const work = () => import('./credential-work.ts');

/** The tools of codes and tags: each touches the requester's own alone. */
export function credentialTools(load: LoadCredentialDependencies): Tool[] {
  return [
    defineTool({
      name: 'access.code_status',
      version: 1,
      description: "Tells whether the requester's own code works: only what every lock has confirmed does.",
      input: nothing,
      output: codeOutput,
      risk: 'personal_data',
      roles: OWN,
      execute: async (_input, context) => (await work()).tellCodeStatus(await load(), context),
    }),
    defineTool({
      name: 'access.replace_code',
      version: 1,
      description:
        "Takes the requester's own lost code back and gives another one for the same doors and the same time.",
      input: nothing,
      output: replacedOutput,
      risk: 'personal_data',
      roles: OWN,
      execute: async (_input, context) => (await work()).replaceLostCode(await load(), context),
    }),
    defineTool({
      name: 'access.revoke_tag',
      version: 1,
      description: "Takes the requester's own lost tag back. It is gone when every lock has confirmed.",
      input: nothing,
      output: revokedOutput,
      risk: 'write',
      roles: OWN,
      execute: async (_input, context) => (await work()).revokeLostTag(await load(), context),
    }),
  ];
}
