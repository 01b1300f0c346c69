import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** What browsers may do with our pages: load from us alone, show them in nobody's frame, tell no other site our addresses. */
export async function securityHeaders(app: FastifyInstance, publicUrl: string): Promise<void> {
  const https = publicUrl.startsWith('https:');
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        // The component library positions things by style attributes and puts its colour variables into a style element.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(https && { upgradeInsecureRequests: [] }),
      },
    },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: https,
    // Would keep other origins from calling the API with a key; what protects people is the cookie's SameSite=Strict.
    crossOriginResourcePolicy: { policy: 'same-site' },
  });
}
