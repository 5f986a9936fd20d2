import { absenteeAt, findAbsentees } from '../store/absentees.ts';
import { countRun } from '../store/count.ts';
import { saveFunnels } from '../store/funnels.ts';
import { maintain } from '../store/maintain.ts';
import { storageProblem } from '../store/problem.ts';
import { abandonRun, beginRun, changeStatus } from '../store/runs.ts';
import { finishRun } from '../store/seal.ts';
import { stage } from '../store/stage.ts';
import { getSyncStatus } from '../store/state.ts';
import type { SyncStore } from '../sync/runner.ts';

/** The store as a sync uses it. */
export const syncStore: SyncStore = {
  status: getSyncStatus,
  begin: beginRun,
  change: changeStatus,
  stage,
  compare: findAbsentees,
  count: countRun,
  finish: finishRun,
  abandon: abandonRun,
  saveFunnels,
  absentee: absenteeAt,
  maintain,
  problemOf: storageProblem,
};
