const errorLevel = /"level":(?:[56]\d|"(?:error|fatal)")/;

interface LogLine {
  msg?: unknown;
  err?: { message?: unknown };
}

/**
 * Picks the errors (pino level 50 and above) out of what a process writes, as one short line each, so that they can
 * be shown on the terminal while everything else goes to the log file.
 */
export function errorLines(show: (line: string) => void): (chunk: Buffer) => void {
  let rest = '';
  return (chunk) => {
    const text = rest + chunk.toString('utf8');
    const end = text.lastIndexOf('\n') + 1;
    // A line without an end is not kept for ever: what is longer than this is no log line of ours.
    rest = text.length - end > 65_536 ? '' : text.slice(end);
    if (!errorLevel.test(text)) return;
    for (const line of text.slice(0, end).split('\n')) if (errorLevel.test(line)) show(summary(line));
  };
}

function summary(line: string): string {
  try {
    const { msg, err } = JSON.parse(line) as LogLine;
    const parts = [msg, err?.message].filter((part) => typeof part === 'string' && part !== '');
    return [...new Set(parts)].join(': ') || line;
  } catch {
    return line;
  }
}
