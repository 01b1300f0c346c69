// node infra/docker/ready.ts <port>: exit code 0 when the process on that port says that all it needs answers.
// For Docker's healthchecks; the slim image has neither curl nor wget.

const [port] = process.argv.slice(2);
const answer = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(4_000) }).catch(() => null);
process.exit(answer?.ok ? 0 : 1);
