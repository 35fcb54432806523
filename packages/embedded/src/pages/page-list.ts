/** A page: what esbuild starts from, and what its document holds before any script has run. */
export interface PageSource {
  readonly name: string;
  readonly title: string;
  /** Below the console's sources. */
  readonly script?: string;
  readonly style: string;
  readonly body: string;
  /** Scripts and styles that are served as they are. */
  readonly ready?: { readonly scripts: readonly string[]; readonly styles: readonly string[] };
}

const app = '<div id="app"><noscript>This page needs JavaScript.</noscript></div>';

const card = (href: string, title: string, text: string): string =>
  `<a class="card" href="${href}"><strong>${title}</strong><span>${text}</span></a>`;

const home = [
  '<main><h1>BuildingOS</h1>',
  '<p class="lead">The daily operations of a building: messages in, missions through tools, true replies out.</p>',
  '<nav aria-label="Pages">',
  card('/simulator', 'Phone simulator', 'Write as a resident or a guest, as on WhatsApp.'),
  card(
    '/console',
    'Staff console',
    'Conversations, missions and tickets. Sign in with the link that the start printed.',
  ),
  card('/docs', 'API', 'Every operation, to read and to try.'),
  card('/health', 'Health', 'Whether the system is well.'),
  '</nav></main>',
].join('');

export const PAGES: readonly PageSource[] = [
  { name: 'home', title: 'BuildingOS', style: 'home/home.css', body: home },
  {
    name: 'console',
    title: 'BuildingOS console',
    script: 'console/main.tsx',
    style: 'console/console.css',
    body: app,
  },
  {
    name: 'simulator',
    title: 'BuildingOS phone simulator',
    script: 'simulator/main.tsx',
    style: 'simulator/simulator.css',
    body: app,
  },
  {
    name: 'check-in',
    title: 'Check-in',
    script: 'check-in/main.tsx',
    style: 'check-in/check-in.css',
    body: app,
  },
  {
    name: 'docs',
    title: 'BuildingOS API',
    script: 'docs/main.ts',
    style: 'docs/docs.css',
    body: '<div id="api"><noscript>This page needs JavaScript. The document itself is at /openapi.json.</noscript></div>',
    ready: { scripts: ['/docs/swagger-ui-bundle.js'], styles: ['/docs/swagger-ui.css'] },
  },
];
