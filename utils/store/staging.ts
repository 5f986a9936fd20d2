import { z } from '../zod.ts';
import { type Contact, contactSchema } from '../contact.ts';
import { type Run, type SyncStatus, parseStatus, runOf } from '../sync/status.ts';
import { announce } from './changes.ts';
import { placedAt } from './contacts.ts';
import {
  CONTACTS_PER_ROW,
  database,
  exclusively,
  takeNumbers,
  written,
} from './database.ts';
import { uuidKey } from './key-table.ts';
import { locationOf, locatorOf } from './locator.ts';
import {
  LiveLocators,
  type RowRange,
  type WrittenPart,
  deadSchema,
  parseManifest,
  withRows,
  writtenPartSchema,
} from './manifest.ts';
import { type Placed, contactsIn } from './parts.ts';
import { sealIfDue } from './seal.ts';
import { lookUpTables } from './tables.ts';
