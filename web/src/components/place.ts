/** Where an event is, in words: the city with its country, online, or both. */
export function describePlace(event: { city: string | null; country: string | null; online: boolean }): string {
  const place = [event.city, event.country].filter(Boolean).join(', ');
  if (!place) return event.online ? 'Online' : 'Place to be announced';
  return event.online ? `${place} and online` : place;
}
