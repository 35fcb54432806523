import type { AnyEntity } from '@bos/table/entity';
import { ENTITIES } from './entities.ts';
import { entitySection, retentionText } from './entity-section.ts';
import { code, table } from './markdown.ts';
import { readMeasurements } from './patterns/measurements.ts';
import { patternsSection } from './patterns/patterns-section.ts';

function index(partition: string | undefined, sort: string | undefined): string {
  return partition === undefined ? '' : `${code(partition)} / ${code(sort)}`;
}

function row({ type, description, keys, personal, retention }: AnyEntity): string[] {
  return [
    `**${type}** ${description}`,
    code(keys.PK),
    code(keys.SK),
    index(keys.GSI1PK, keys.GSI1SK),
    index(keys.GSI2PK, keys.GSI2SK),
    personal?.fields.join(', ') ?? '',
    retentionText(retention?.period),
  ];
}

/** `docs/data-model.md`, from the entity definitions and the measurements of the access patterns. */
export function dataModelPage(): string {
  const measured = readMeasurements();
  return `# The one table

Written from the entity definitions and the measured access patterns by \`npm run docs\`; \`npm run validate\` fails when it is out of date.

Every item has exactly the attributes \`PK\`, \`SK\`, \`GSI1PK\`, \`GSI1SK\`, \`GSI2PK\`, \`GSI2SK\`, \`type\`, \`data\`, \`version\`,
\`created_at\`, \`updated_at\`, \`ttl\` and ElectroDB's two markers; index keys and \`ttl\` only where they apply. A part in
braces is a field of the entity or, for a few, computed from one (\`openOrClosed\` from the status). An item that lacks a part
stays out of that index. Encrypted fields are sealed with AES-256-GCM under the key of the person whom they are about.
Retention counts from the entity's terminal state; what has expired is not given back, even while it still lies there. In
parentheses: between which terms a building may choose its own.

${table(['entity', 'PK', 'SK', 'GSI1', 'GSI2', 'encrypted', 'retention'], ENTITIES.map(row))}

Wrapped data keys are no entities: on one machine they lie in a file of their own, \`secrets/keys.db\`, on AWS in the table
\`bos-keys-{environment}\`, which has no index and no stream, at
\`KEY#platform\` / \`META\`, \`KEY#index\` / \`META\`, \`KEY#lasting-index\` / \`META\`, \`KEY#sender#{senderHash}\` / \`META\`,
\`BUILDING#{buildingId}\` / \`KEY\`, \`BUILDING#{buildingId}\` / \`KEY#{userId}\` and \`USER#{userId}\` / \`KEY\`
(\`docs/adr/0009-wrapped-keys-lie-apart-from-the-table.md\`).

${patternsSection(measured)}

## Fields

Under \`data\` in each item. Bytes are those of a typical item as DynamoDB counts them; write units those of a request that
writes it alone, index entries included.

${ENTITIES.map((entity) => entitySection(entity, measured.lives[entity.type])).join('\n\n')}
`;
}
