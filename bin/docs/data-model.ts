import { DAY, HOUR } from '@bos/kernel/clock';
import { RETENTION } from '@bos/table/retention';
import { type DescribedEntity, ENTITIES } from './entities.ts';

const code = (text: string | undefined): string => (text === undefined ? '' : `\`${text}\``);

function index(partition: string | undefined, sort: string | undefined): string {
  return partition === undefined ? '' : `${code(partition)} / ${code(sort)}`;
}

function duration(milliseconds: number): string {
  return milliseconds < DAY ? `${milliseconds / HOUR} h` : `${milliseconds / DAY} d`;
}

function row({ type, description, keys, personal, retention }: DescribedEntity): string {
  const cells = [
    `**${type}** ${description}`,
    code(keys.PK),
    code(keys.SK),
    index(keys.GSI1PK, keys.GSI1SK),
    index(keys.GSI2PK, keys.GSI2SK),
    personal?.fields.join(', ') ?? '',
    retention === undefined ? 'kept' : duration(RETENTION[retention.period]),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** `docs/data-model.md`, from the entity definitions. */
export function dataModelPage(): string {
  return `# The one table

Written from the entity definitions by \`npm run docs\`; \`npm run validate\` fails when it is out of date.

Every item has exactly the attributes \`PK\`, \`SK\`, \`GSI1PK\`, \`GSI1SK\`, \`GSI2PK\`, \`GSI2SK\`, \`type\`, \`data\`, \`version\`,
\`created_at\`, \`updated_at\`, \`ttl\` and ElectroDB's two markers; index keys and \`ttl\` only where they apply. A part in
braces is a field of the entity or, for a few, computed from one (\`openOrClosed\` from the status). An item that lacks a part
stays out of that index. Encrypted fields are sealed with AES-256-GCM under the key of the person whom they are about.
Retention counts from the entity's terminal state; what has expired is not given back, even while it still lies there.

| entity | PK | SK | GSI1 | GSI2 | encrypted | retention |
|---|---|---|---|---|---|---|
${ENTITIES.map(row).join('\n')}

Wrapped data keys lie at \`KEY#platform\` / \`META\`, \`BUILDING#{buildingId}\` / \`KEY\`, \`BUILDING#{buildingId}\` / \`KEY#{userId}\` and
\`USER#{userId}\` / \`KEY\`.
`;
}
