-- One database an owner. Run by the postgres image when it starts on an empty volume.
CREATE DATABASE auth_db;
CREATE DATABASE event_db;
CREATE DATABASE join_db;
CREATE DATABASE feed_db;
CREATE DATABASE notifications_db;
