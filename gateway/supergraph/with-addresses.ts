import { parse, print, visit } from 'graphql';

/**
 * The supergraph for a gateway that takes the subgraphs' addresses from it, and can't enforce rights: without `for: SECURITY`,
 * which would keep it from being loaded. For comparisons, never to be served to anybody.
 *
 * @param addresses the subgraphs' origins, by name.
 */
export function withAddresses(supergraph: string, addresses: Readonly<Record<string, string>>): string {
  const open = visit(parse(supergraph), {
    Directive: (node) => {
      if (node.name.value !== 'link') return undefined;
      return { ...node, arguments: node.arguments?.filter(({ name }) => name.value !== 'for') ?? [] };
    },
  });
  return print(open).replaceAll(/url: "http:\/\/(\w+)"/g, (_, name: string) => `url: "${addresses[name]}/graphql"`);
}
