import { hottest, percent, whole } from './hottest.ts';
import type { HotKey } from './simulate.ts';
import { drawWorlds } from './worlds.ts';

const WIDTH = 980;
const LEFT = 390;
const RIGHT = 70;
const ROW = 22;
const SHOWN = 5;
/** The axis is logarithmic, from 1 % of what a partition bears to twenty times that. */
const [LEAST, MOST] = [0.01, 20];
const TICKS = [0.01, 0.1, 1, 10];
const COLOURS = { ours: '#2a6f97', constant: '#c44536' } as const;

const span = Math.log10(MOST / LEAST);
const x = (share: number): number =>
  Math.round(LEFT + ((WIDTH - LEFT - RIGHT) * Math.log10(Math.min(Math.max(share, LEAST), MOST) / LEAST)) / span);

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const text = (left: number, top: number, content: string, more = ''): string =>
  `<text x="${left}" y="${top}"${more}>${escaped(content)}</text>`;

function bar({ place, key, share }: HotKey, design: keyof typeof COLOURS, top: number): string {
  const end = x(share);
  return [
    text(LEFT - 8, top + 15, `${place}  ${key}`, ' text-anchor="end"'),
    `<rect x="${LEFT}" y="${top + 3}" width="${Math.max(2, end - LEFT)}" height="${ROW - 6}" fill="${COLOURS[design]}"/>`,
    // A white edge keeps the figure readable where it meets a line.
    text(end + 6, top + 15, percent(share), ' stroke="#fff" stroke-width="3" paint-order="stroke"'),
  ].join('\n');
}

/** `docs/scale.svg`: the share of what one partition bears that its hottest second takes, for each design and size. */
export function scaleDrawing(): string {
  const parts: string[] = [];
  let top = 40;
  for (const { world, simulated } of drawWorlds()) {
    parts.push(text(12, top + 14, `${whole(world.buildings)} buildings`, ' font-weight="bold"'));
    top += ROW;
    for (const design of ['ours', 'constant'] as const) {
      for (const key of hottest(simulated[design], SHOWN)) {
        parts.push(bar(key, design, top));
        top += ROW;
      }
    }
    top += ROW / 2;
  }
  const axis = TICKS.map((share) =>
    [
      `<line x1="${x(share)}" y1="34" x2="${x(share)}" y2="${top}" stroke="${share === 1 ? '#222' : '#ccc'}"${share === 1 ? ' stroke-dasharray="4 3"' : ''}/>`,
      text(x(share), 28, share === 1 ? 'limit of a partition' : percent(share), ' text-anchor="middle"'),
    ].join('\n'),
  );
  const legend = (Object.keys(COLOURS) as (keyof typeof COLOURS)[]).map((design, place) => {
    const left = 12 + place * 210;
    const label = design === 'ours' ? 'keys that name the building' : 'constant index keys';
    return `<rect x="${left}" y="10" width="12" height="12" fill="${COLOURS[design]}"/>\n${text(left + 18, 21, label)}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${top + 10}" font-family="sans-serif" font-size="12" role="img" aria-label="Hottest partitions beside their limit">
<rect width="${WIDTH}" height="${top + 10}" fill="#fff"/>
${[...axis, ...legend, ...parts].join('\n')}
</svg>
`;
}
