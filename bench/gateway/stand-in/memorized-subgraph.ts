import { createServer, type Server } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type DocumentNode, execute, parse } from 'graphql';

/**
 * A subgraph that answers from memory: each question is executed once, against the real schema, and its answer kept. What
 * is measured beside it is the gateway alone; the subgraphs' own work, and their databases', is measured elsewhere.
 *
 * @param otherRoutes answers of other addresses, by path.
 */
export function serveFromMemory(
  typeDefs: DocumentNode,
  // biome-ignore lint/suspicious/noExplicitAny: a resolver map; only its values matter here.
  resolvers: Record<string, any>,
  gatewaySecret: string,
  otherRoutes: Readonly<Record<string, unknown>> = {},
): Server {
  const schema = buildSubgraphSchema([{ typeDefs, resolvers }]);
  const answers = new Map<string, string>();

  const answerTo = async (body: string) => {
    const { query, variables, operationName } = JSON.parse(body);
    const document = parse(query);
    const contextValue = {};
    return JSON.stringify(await execute({ schema, document, variableValues: variables, operationName, contextValue }));
  };

  return createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.method === 'GET') {
      const path = request.url?.split('?')[0] ?? '';
      response.end(JSON.stringify(otherRoutes[path] ?? { status: 'ok' }));
      return;
    }
    if (request.headers['x-gateway-secret'] !== gatewaySecret) {
      response.writeHead(403).end('{}');
      return;
    }
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const body = Buffer.concat(chunks).toString();
      const answer = answers.get(body) ?? (await answerTo(body));
      answers.set(body, answer);
      response.end(answer);
    });
  });
}
