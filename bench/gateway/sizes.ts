/** So that three rounds end within some minutes on two slow cores. */
export const sizes = {
  throughput: { connections: 64, warmUpSeconds: 4, seconds: 6 },
  feedPage: { events: 20, requests: 300, warmUp: 100 },
} as const;
