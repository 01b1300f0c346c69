import fc from 'fast-check';
import { parseDocument } from 'htmlparser2';
import { expect, test } from 'vitest';
import { renderMarkdown } from './render-markdown.ts';
import { xssCorpus } from './xss-corpus.fixtures.ts';

test('Markdown becomes HTML', () => {
  const text =
    '# Night of *maps*\n\nBring **a torch**.\nAnd ~~no~~ `code`:\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |';
  expect(renderMarkdown(text)).toMatchInlineSnapshot(`
    "<h3>Night of <em>maps</em></h3>
    <p>Bring <strong>a torch</strong>.<br />
    And <s>no</s> <code>code</code>:</p>
    <ul>
    <li>one</li>
    <li>two</li>
    </ul>
    <table>
    <thead>
    <tr>
    <th>a</th>
    <th>b</th>
    </tr>
    </thead>
    <tbody>
    <tr>
    <td>1</td>
    <td>2</td>
    </tr>
    </tbody>
    </table>
    "
  `);
});

test('links are web and mail addresses, and say that a stranger set them', () => {
  const rel = 'rel="nofollow ugc noopener noreferrer"';
  expect(renderMarkdown('[here](https://example.org/a?b=c&d)')).toBe(
    `<p><a href="https://example.org/a?b=c&amp;d" ${rel}>here</a></p>\n`,
  );
  expect(renderMarkdown('See https://example.org/map.')).toContain(`<a href="https://example.org/map" ${rel}>`);
  expect(renderMarkdown('[write](mailto:a@example.org)')).toContain('href="mailto:a@example.org"');
  for (const address of [
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//example.org',
    'ftp://a',
  ]) {
    expect(renderMarkdown(`[x](${address})`)).not.toMatch(/href="(?!#)/);
  }
});

/** What in the HTML could do something: any element or attribute that isn't on this list of our own. */
function dangers(html: string): string[] {
  const harmless = /^(p|br|hr|h[3-6]|blockquote|pre|code|ul|ol|li|strong|em|s|a|table|thead|tbody|tr|th|td)$/;
  const found: string[] = [];
  const walk = (node: ReturnType<typeof parseDocument>['children'][number]): void => {
    if (node.type === 'script' || node.type === 'style' || node.type === 'directive') found.push(node.type);
    if (node.type === 'tag' || node.type === 'script' || node.type === 'style') {
      if (!harmless.test(node.name)) found.push(node.name);
      for (const [name, value] of Object.entries(node.attribs)) {
        const isHarmless =
          (name === 'href' && /^(https?:\/\/|mailto:)/i.test(value)) ||
          (name === 'rel' && value === 'nofollow ugc noopener noreferrer') ||
          (name === 'start' && /^\d+$/.test(value));
        if (!isHarmless) found.push(`${name}=${value}`);
      }
    }
    if ('children' in node) for (const child of node.children) walk(child);
  };
  for (const child of parseDocument(html).children) walk(child);
  return found;
}

test('what looks for dangers finds them', () => {
  expect(dangers('<p onclick="x">a<script>b</script><a href="javascript:x">c</a><img src="d"></p>')).toHaveLength(6);
});

test.each(xssCorpus)('nothing of %s gets through', (attack) => {
  for (const text of [
    attack,
    `# ${attack}`,
    `[a](${attack})`,
    `> ${attack}`,
    `| ${attack} |\n|---|`,
    `\`\`\`${attack}\n\`\`\``,
    `<${attack}>`,
  ]) {
    expect(dangers(renderMarkdown(text)), text).toEqual([]);
  }
});

test('nothing gets through of any text made of what attacks are made of', () => {
  const pieces = fc.constantFrom(
    ...[
      '<',
      '>',
      '"',
      "'",
      '`',
      '(',
      ')',
      '[',
      ']',
      '!',
      '&',
      '#',
      ';',
      ':',
      '/',
      '\\',
      '=',
      ' ',
      '\n',
      '\t',
      '|',
      '*',
      '~',
    ],
    ...[
      'script',
      'img',
      'svg',
      'onerror',
      'href',
      'javascript',
      'data',
      'src',
      'style',
      'x',
      '&#106;',
      '&Tab;',
      '\u0000',
      '\u2028',
      'https://a.b',
    ],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      expect(dangers(renderMarkdown(parts.join('')))).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});
