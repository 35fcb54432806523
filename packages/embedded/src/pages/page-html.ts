/** What a page is made of. Addresses are absolute paths. */
export interface PageParts {
  readonly title: string;
  readonly scripts: readonly { readonly src: string; readonly module: boolean }[];
  readonly styles: readonly string[];
  /** Modules that the scripts import: fetched beside them, not after them. */
  readonly preloads: readonly string[];
  /** The inside of `<body>`. */
  readonly body: string;
}

/** A house, so that a tab is found among others. */
export const ICON_SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0f766e"/><path d="M9 25V10l7-4 7 4v15h-5v-5h-4v5zM13 12v2h2v-2zm4 0v2h2v-2zm-4 4v2h2v-2zm4 0v2h2v-2z" fill="#fff"/></svg>`;

/** A whole document, without any inline script or style: the content security policy allows none. */
export function pageHtml({ title, scripts, styles, preloads, body }: PageParts): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${title}</title>`,
    '<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">',
    ...styles.map((href) => `<link rel="stylesheet" href="${href}">`),
    ...preloads.map((href) => `<link rel="modulepreload" href="${href}">`),
    ...scripts.map(({ src, module }) =>
      module ? `<script type="module" src="${src}"></script>` : `<script defer src="${src}"></script>`,
    ),
    '</head>',
    `<body>${body}</body>`,
    '</html>',
    '',
  ].join('\n');
}
