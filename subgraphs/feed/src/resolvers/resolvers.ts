import { DataExport } from './DataExport.ts';
import { feed } from './feed.ts';
import { recordView } from './recordView.ts';

/** Each resolver stands in the file named as its field. */
export const resolvers = { Query: { feed }, Mutation: { recordView }, DataExport };
