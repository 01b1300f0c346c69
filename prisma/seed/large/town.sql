-- The large town: what is what in it, as functions of numbers, so that each database makes its own rows and all of them agree.
-- Each function says no more of its stability than its body has, or PostgreSQL would call it instead of taking it in.
-- Events are 0, 1, 2 …, people as well. Of each hundred events one is joined by 200 people, nine by 40, eighty by 5 and ten by 4:
-- ten on average, and some that everybody wants. As many look at them.

CREATE FUNCTION pg_temp.id(kind text, n int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  -- As UUIDv7, in the order of their numbers.
  SELECT ('01940000' || lpad(to_hex(n >> 12), 4, '0') || '7' || lpad(to_hex(n & 4095), 3, '0')
    || '8' || substr(md5(kind || n::text), 1, 15))::uuid $$;
CREATE FUNCTION pg_temp.event_id(n int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT pg_temp.id('event', n) $$;
CREATE FUNCTION pg_temp.person_id(p int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT pg_temp.id('person', p) $$;

-- By chance, from 0 to below `below`, and the same each time.
CREATE FUNCTION pg_temp.pick(kind text, n int, below int) RETURNS int LANGUAGE sql IMMUTABLE AS $$
  SELECT (('x' || substr(md5(kind || n::text), 1, 7))::bit(28)::int % below) $$;

CREATE FUNCTION pg_temp.joins_of(n int) RETURNS int LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN n % 100 = 0 THEN 200 WHEN n % 100 < 10 THEN 40 WHEN n % 100 < 90 THEN 5 ELSE 4 END $$;
-- Null is unlimited; every tenth event is sold out.
CREATE FUNCTION pg_temp.capacity_of(n int) RETURNS int LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN n % 13 = 0 THEN NULL WHEN n % 10 = 0 THEN pg_temp.joins_of(n) ELSE 2 * pg_temp.joins_of(n) + 20 END $$;
-- Who is the i-th to join, or to look: 101 and 103 have no factor in common with the number of people, so nobody twice.
CREATE FUNCTION pg_temp.joined_by(n int, i int, people int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT pg_temp.person_id((n * 79 + i * 101) % people) $$;
CREATE FUNCTION pg_temp.viewed_by(n int, i int, people int) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT pg_temp.person_id((n * 83 + i * 103) % people) $$;
-- In the last fourteen days, and in the order of joining.
CREATE FUNCTION pg_temp.joined_at(now timestamptz, n int, i int) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT now - interval '14 days' * (1 - (i + 0.5 + pg_temp.pick('joined', n, 1000) / 2001.0) / (pg_temp.joins_of(n) + 1)) $$;
-- In the last three days.
CREATE FUNCTION pg_temp.viewed_at(now timestamptz, n int, i int) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT now - interval '3 days' * ((i * 37 + n) % 1009 + 1) / 1011.0 $$;

CREATE FUNCTION pg_temp.theme(n int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT (ARRAY['jazz', 'rock', 'opera', 'techno', 'folk', 'choir', 'food', 'wine', 'coffee', 'baking', 'running', 'yoga', 'chess',
    'climbing', 'football', 'cycling', 'typescript', 'databases', 'security', 'robotics', 'design', 'photography', 'painting',
    'pottery', 'theatre', 'film', 'poetry', 'history', 'science', 'astronomy', 'gardening', 'language', 'travel', 'startup',
    'dance', 'comedy', 'family', 'market', 'craft', 'ecology'])[n % 40 + 1] $$;
CREATE FUNCTION pg_temp.theme_of(n int, k int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT pg_temp.theme(pg_temp.pick('theme', n, 40) + k * 7) $$;
-- One to three; the first is the leading one.
CREATE FUNCTION pg_temp.tags_of(n int) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT (ARRAY[pg_temp.theme_of(n, 0), pg_temp.theme_of(n, 1), pg_temp.theme_of(n, 2)])[1:n % 3 + 1] $$;
CREATE FUNCTION pg_temp.title_of(n int) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT concat_ws(' ',
    (ARRAY['Late', 'Early', 'Open', 'Secret', 'Grand', 'Little', 'Winter', 'Summer', 'Harbour', 'Rooftop', 'Midnight', 'Sunday',
      'Friendly', 'Silent', 'Electric', 'Wandering'])[pg_temp.pick('first', n, 16) + 1],
    initcap(pg_temp.theme_of(n, 0)),
    (ARRAY['Evening', 'Workshop', 'Festival', 'Meetup', 'Night', 'Club', 'Gathering', 'Marathon', 'Salon', 'Session', 'Fair',
      'Picnic', 'Lecture', 'Contest', 'Parade', 'Camp'])[pg_temp.pick('last', n, 16) + 1]) $$;

-- Null: only online. A few cities have most of the events.
CREATE FUNCTION pg_temp.city_of(n int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT (ARRAY['Vienna', 'Berlin', 'Vienna', 'Berlin', 'Lisbon', 'Graz', 'Zürich', 'Prague', 'Paris', 'Porto', 'Hamburg', 'Munich',
    'Cologne', 'Leipzig', 'Linz', 'Salzburg', 'Bern', 'Basel', 'Geneva', 'Brno', 'Lyon', 'Nantes', 'Madrid', 'Seville',
    'Milan', 'Turin', 'Rome', 'Naples', 'Warsaw', 'Łódź', 'Kraków', 'Gdańsk', 'Oslo', 'Bergen', 'Malmö', 'Uppsala', 'Turku',
    'Tallinn', NULL, NULL])[pg_temp.pick('city', n, 40) + 1] $$;
-- Within the next ninety days, from an hour on; each lasts three hours.
CREATE FUNCTION pg_temp.starts_at(now timestamptz, n int) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT date_trunc('minute', now, 'UTC') + interval '1 hour' + interval '1 minute' * pg_temp.pick('start', n, 129600) $$;
CREATE FUNCTION pg_temp.published_at(now timestamptz, n int) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT now - interval '15 days' - interval '20 seconds' * pg_temp.pick('published', n, 250000) $$;
