import { createServer } from 'node:http';

// Takes spans as a collector would, and keeps nothing of them but how many bytes there were: GET / says that.

let bytes = 0;
const server = createServer((request, response) => {
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  request.on('end', () => response.end(request.method === 'GET' ? String(bytes) : ''));
});
server.listen(Number(process.env.PORT), '127.0.0.1');
