const WIDTH = 30;

interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** How far some work is, drawn over itself on a terminal; elsewhere, a line for each tenth. */
export function progressBar(terminal: Terminal) {
  const isTerminal = terminal.isTTY === true;
  let shown = -1;
  return {
    /** `more` is said behind it. */
    show(done: number, of: number, more = ''): void {
      const percent = of === 0 ? 100 : Math.floor((done * 100) / of);
      const step = isTerminal ? percent : Math.floor(percent / 10);
      if (step === shown) return;
      shown = step;
      const full = Math.floor((percent * WIDTH) / 100);
      const bar = `[${'#'.repeat(full)}${' '.repeat(WIDTH - full)}] ${String(percent).padStart(3)} %  ${done} of ${of}${more}`;
      terminal.write(isTerminal ? `\r${bar}` : `${bar}\n`);
    },
    end(): void {
      if (isTerminal && shown >= 0) terminal.write('\n');
    },
  };
}
