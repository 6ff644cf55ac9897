import type { CommandName } from '../policy/policy.js';
import { AplayCommand } from './aplay.js';
import { AutoplayCommand } from './autoplay.js';
import { CacheCommand } from './cache.js';
import { CancelPlaylistCommand } from './cancel-playlist.js';
import { CancelTaskCommand } from './cancel-task.js';
import { CleanupCommand } from './cleanup.js';
import { ClearCommand } from './clear.js';
import { FavouritesCommand } from './favourites.js';
import { FiltersCommand } from './filters.js';
import { GrabCommand } from './grab.js';
import { HelpCommand } from './help.js';
import { HistoryCommand } from './history.js';
import { JoinCommand } from './join.js';
import { LeaveCommand } from './leave.js';
import { LoopCommand } from './loop.js';
import { LyricsCommand } from './lyrics.js';
import { MatchCommand } from './match.js';
import { MoveCommand } from './move.js';
import { NowPlayingCommand } from './nowplaying.js';
import { PauseCommand } from './pause.js';
import { PingCommand } from './ping.js';
import { PlayCommand } from './play.js';
import { PlayfileCommand } from './playfile.js';
import { PlaylistCommand } from './playlist.js';
import { PlaylistStatusCommand } from './playlist-status.js';
import { PreviousCommand } from './previous.js';
import { QueueStatusCommand } from './queue-status.js';
import { QueueCommand } from './queue.js';
import { RecoveryCommand } from './recovery.js';
import { RemoveCommand } from './remove.js';
import { ReplayCommand } from './replay.js';
import { ResourcesCommand } from './resources.js';
import { ResumeCommand } from './resume.js';
import { SearchCommand } from './search.js';
import { SeekCommand } from './seek.js';
import { SettingsCommand } from './settings.js';
import { ShuffleCommand } from './shuffle.js';
import { SkipCommand } from './skip.js';
import { StatsCommand } from './stats.js';
import { StayCommand } from './stay.js';
import { StopCommand } from './stop.js';
import { VolumeCommand } from './volume.js';
import type { CommandClass } from './tonearm-command.js';

/** Every command; `leave` is the last to be registered. */
export const COMMANDS: Readonly<Record<CommandName, CommandClass>> = {
  play: PlayCommand,
  aplay: AplayCommand,
  playfile: PlayfileCommand,
  search: SearchCommand,
  nowplaying: NowPlayingCommand,
  grab: GrabCommand,
  help: HelpCommand,
  ping: PingCommand,
  stats: StatsCommand,
  recovery: RecoveryCommand,
  previous: PreviousCommand,
  seek: SeekCommand,
  replay: ReplayCommand,
  match: MatchCommand,
  volume: VolumeCommand,
  loop: LoopCommand,
  shuffle: ShuffleCommand,
  autoplay: AutoplayCommand,
  stay: StayCommand,
  remove: RemoveCommand,
  move: MoveCommand,
  clear: ClearCommand,
  history: HistoryCommand,
  filters: FiltersCommand,
  playlist_status: PlaylistStatusCommand,
  cancel_playlist: CancelPlaylistCommand,
  playlist: PlaylistCommand,
  favourites: FavouritesCommand,
  lyrics: LyricsCommand,
  settings: SettingsCommand,
  queue_status: QueueStatusCommand,
  cancel_task: CancelTaskCommand,
  cache: CacheCommand,
  resources: ResourcesCommand,
  cleanup: CleanupCommand,
  queue: QueueCommand,
  skip: SkipCommand,
  pause: PauseCommand,
  resume: ResumeCommand,
  stop: StopCommand,
  join: JoinCommand,
  leave: LeaveCommand,
};
