import { startTracing } from '@cityevents/telemetry/start-tracing';
import { z } from 'zod';
import { httpUrl, type processConfig, readConfig } from './config.ts';
import { type HttpHost, stopOnSignal } from './http-host.ts';
import { KeysFileError } from './keys-file.ts';
import { createLogger, type Logger } from './logger.ts';

/** OpenTelemetry's own variables, which every process takes. */
const tracingConfig = z.object({
  /** Where spans are sent to by OTLP over HTTP; without it none are recorded. */
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl().optional(),
  /** Which share of requests has its trace recorded, 0 to 1: the argument of a parentbased_traceidratio. */
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(0.1),
});

/**
 * Runs one of the system's processes: reads its configuration, starts it, and ends it cleanly when it is asked to. One that
 * can't start says why, and ends with 1.
 */
export async function runProcess<Config extends z.infer<z.ZodObject<typeof processConfig>>>(
  name: string,
  config: z.ZodObject & z.ZodType<Config>,
  start: (config: Config, logger: Logger) => Promise<HttpHost>,
): Promise<void> {
  // One list of all that is wrong. What a schema that is still a type parameter reads, the compiler can't say.
  const read = readConfig(config.extend(tracingConfig.shape)) as Config & z.infer<typeof tracingConfig>;
  const logger = createLogger(name, read.LOG_LEVEL);
  const stopTracing = await startTracing({
    service: name,
    endpoint: read.OTEL_EXPORTER_OTLP_ENDPOINT,
    share: read.OTEL_TRACES_SAMPLER_ARG,
    onTrouble: (trouble) => logger.warn({ trouble }, 'spans can’t be sent'),
  });
  try {
    stopOnSignal(await start(read, logger), logger, stopTracing);
  } catch (error) {
    if (error instanceof KeysFileError) process.stderr.write(`${error.message}\n`);
    else logger.fatal({ err: error }, 'the process could not start');
    process.exit(1);
  }
}
