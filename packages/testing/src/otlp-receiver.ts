import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { PbfReader } from 'pbf';
import { listenOnLoopback } from './loopback.ts';

/** A span as it was received. */
export interface ReceivedSpan {
  /** The process that made it. */
  service: string;
  traceId: string;
  spanId: string;
  /** The span it belongs to; empty for the first of a trace. */
  parentSpanId: string;
  name: string;
  /** 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  kind: number;
  /** Those whose values are texts. */
  attributes: Record<string, string>;
  /** Trace ids of the spans it is linked to. */
  links: string[];
  isError: boolean;
}

export interface OtlpReceiver {
  /** What OTEL_EXPORTER_OTLP_ENDPOINT has to be. */
  url: string;
  spans: ReceivedSpan[];
  close(): Promise<void>;
}

/** A server on loopback that takes spans by OTLP (protobuf over HTTP) and keeps them. */
export async function startOtlpReceiver(wantedPort = 0): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const server = createServer(async (request, response) => {
    const isTraces = request.url === '/v1/traces' && request.headers['content-type'] === 'application/x-protobuf';
    const body = await buffer(request);
    if (isTraces) readRequest(new PbfReader(body), spans);
    response.writeHead(isTraces ? 200 : 415, { 'content-type': 'application/x-protobuf' }).end();
  });
  const { port, close } = await listenOnLoopback(server, wantedPort);
  return { url: `http://127.0.0.1:${port}`, spans, close };
}

// The fields' numbers are those of opentelemetry/proto: collector/trace/v1/trace_service.proto, trace/v1/trace.proto and
// common/v1/common.proto, of version 1.

function readRequest(request: PbfReader, spans: ReceivedSpan[]): void {
  request.readFields((field, _, pbf) => {
    if (field !== 1) return;
    const read = { service: '', spans: [] as ReceivedSpan[] };
    pbf.readMessage(readResourceSpans, read);
    spans.push(...read.spans.map((span) => ({ ...span, service: read.service })));
  }, undefined);
}

function readResourceSpans(field: number, read: { service: string; spans: ReceivedSpan[] }, pbf: PbfReader): void {
  if (field === 1) {
    const attributes: Record<string, string> = {};
    pbf.readMessage((tag, into, resource) => {
      if (tag === 1) readAttribute(resource, into);
    }, attributes);
    read.service = attributes['service.name'] ?? '';
  } else if (field === 2) {
    pbf.readMessage((tag, into, scope) => {
      if (tag === 2) into.push(scope.readMessage(readSpan, emptySpan()));
    }, read.spans);
  }
}

function emptySpan(): ReceivedSpan {
  const ids = { traceId: '', spanId: '', parentSpanId: '' };
  return { ...ids, service: '', name: '', kind: 0, attributes: {}, links: [], isError: false };
}

function readSpan(field: number, span: ReceivedSpan, pbf: PbfReader): void {
  if (field === 1) span.traceId = hex(pbf);
  else if (field === 2) span.spanId = hex(pbf);
  else if (field === 4) span.parentSpanId = hex(pbf);
  else if (field === 5) span.name = pbf.readString();
  else if (field === 6) span.kind = pbf.readVarint();
  else if (field === 9) readAttribute(pbf, span.attributes);
  else if (field === 13) {
    pbf.readMessage((tag, links, link) => {
      if (tag === 1) links.push(hex(link));
    }, span.links);
  } else if (field === 15) {
    pbf.readMessage((tag, into, status) => {
      if (tag === 3) into.isError = status.readVarint() === 2;
    }, span);
  }
}

function readAttribute(pbf: PbfReader, attributes: Record<string, string>): void {
  const read = pbf.readMessage(
    (field, into, attribute) => {
      if (field === 1) into.key = attribute.readString();
      else if (field === 2) {
        attribute.readMessage((tag, to, value) => {
          if (tag === 1) to.value = value.readString();
        }, into);
      }
    },
    { key: '' } as { key: string; value?: string },
  );
  if (read.value !== undefined) attributes[read.key] = read.value;
}

function hex(pbf: PbfReader): string {
  return Buffer.from(pbf.readBytes()).toString('hex');
}
