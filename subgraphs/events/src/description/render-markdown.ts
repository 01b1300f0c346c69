import MarkdownIt from 'markdown-it';
import sanitizeHtml from 'sanitize-html';

/**
 * CommonMark with tables, struck-out text and bare web addresses as links. HTML in it is text, and pictures aren't shown: they would
 * tell whoever keeps them who looks at the event.
 */
const markdown = new MarkdownIt({ html: false, linkify: true, typographer: false, breaks: true }).disable('image');
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
// Whole addresses alone: what is relative would be one of our own pages.
markdown.validateLink = (url) => /^(https?:\/\/|mailto:)/i.test(url);

/** A heading of the text is none of the page that shows it: there are two levels above. */
const headings = { h1: 'h3', h2: 'h4', h3: 'h5', h4: 'h6', h5: 'h6' };

/**
 * What may be in the result, whatever the renderer does: a second lock behind the first. Nothing in it runs, loads or poses as
 * a part of the page; links say that they are a stranger's.
 */
const safe: sanitizeHtml.IOptions = {
  allowedTags: [
    ...['p', 'br', 'hr', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'code', 'ul', 'ol', 'li'],
    ...['strong', 'em', 's', 'a', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  allowedAttributes: { a: ['href', 'rel'], ol: ['start'] },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'escape',
  transformTags: {
    ...headings,
    a: sanitizeHtml.simpleTransform('a', { rel: 'nofollow ugc noopener noreferrer' }),
  },
};

/** An organizer's Markdown as HTML that can be shown as it is. */
export function renderMarkdown(text: string): string {
  return sanitizeHtml(markdown.render(text), safe);
}
