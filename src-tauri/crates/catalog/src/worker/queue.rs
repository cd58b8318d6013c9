//! What waits for a worker's threads, and which of them takes what.

use super::opened::Work;
use crate::{lock, pages::NEVER_STALE};
use std::sync::{Condvar, Mutex, PoisonError};

pub struct Task {
    pub id: u64,
    pub generation: u64,
    /// Drawn for later.
    pub ahead: bool,
    pub work: Work,
}

/// What waits for a thread. A task goes to the first idle thread that may take it, so that pages asked for one after
/// the other meet the fonts and images that the thread has loaded already.
#[derive(Default)]
pub struct Queue {
    state: Mutex<QueueState>,
    changed: Condvar,
}

#[derive(Default)]
struct QueueState {
    tasks: Vec<Task>,
    threads: Vec<Seat>,
    is_closed: bool,
}

/// A drawing thread, as the queue knows it.
#[derive(Clone, Copy)]
struct Seat {
    is_idle: bool,
    takes_ahead: bool,
}

impl QueueState {
    /// The task that this thread is to do now, if there is one.
    fn task_for(&self, seat: usize) -> Option<usize> {
        // What is left when the idle threads before this one have taken theirs.
        let mut left: Vec<usize> = (0..self.tasks.len()).collect();
        for (idx, thread) in self.threads.iter().enumerate().take(seat + 1) {
            if idx < seat && !thread.is_idle {
                continue;
            }
            let may_take = |task: &Task| {
                // Text is read page after page: one thread does it, with the fonts that it knows.
                (thread.takes_ahead || !task.ahead) && (idx == 0 || !matches!(task.work, Work::Text(_)))
            };
            let mine = left.iter().copied().filter(|&task| may_take(&self.tasks[task]));
            // `max_by_key` answers the last of equals, and the first asked is to be the first drawn.
            let next = mine.rev().max_by_key(|&task| (!self.tasks[task].ahead, self.tasks[task].generation));
            if idx == seat {
                return next;
            }
            left.retain(|task| Some(*task) != next);
        }
        None
    }
}

impl Queue {
    /// A thread takes its place before it runs.
    pub fn sit_down(&self, seat: usize, takes_ahead: bool) {
        lock(&self.state).threads.insert(seat, Seat { is_idle: true, takes_ahead });
    }

    pub fn stand_up(&self, seat: usize) {
        lock(&self.state).threads.truncate(seat);
    }

    pub fn push(&self, task: Task) {
        lock(&self.state).tasks.push(task);
        // Not every thread takes every task.
        self.changed.notify_all();
    }

    pub fn pop(&self, seat: usize) -> Option<Task> {
        let mut state = lock(&self.state);
        state.threads[seat].is_idle = true;
        loop {
            if state.is_closed {
                return None;
            }
            if let Some(idx) = state.task_for(seat) {
                state.threads[seat].is_idle = false;
                return Some(state.tasks.remove(idx));
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    pub fn forget(&self, older_than: u64) -> Vec<u64> {
        let tasks = &mut lock(&self.state).tasks;
        let stale = |task: &Task| task.generation != NEVER_STALE && task.generation < older_than;
        let ids = tasks.iter().filter(|task| stale(task)).map(|task| task.id).collect();
        tasks.retain(|task| !stale(task));
        ids
    }

    pub fn close(&self) {
        lock(&self.state).is_closed = true;
        self.changed.notify_all();
    }
}
