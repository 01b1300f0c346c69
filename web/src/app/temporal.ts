// Browsers that don't have Temporal yet get it before any page is drawn; the others load nothing.
if (!('Temporal' in globalThis)) await import('temporal-polyfill/global');

export {};
