//! Lengths and shapes in PDF user space: points, origin bottom-left, before `/Rotate`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A point in user space.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, TS)]
pub struct Point {
    pub x: f32,
    pub y: f32,
}

impl Point {
    pub fn new(x: f32, y: f32) -> Self {
        Point { x, y }
    }
}

/// An upright rectangle in user space; `x0 <= x1`, `y0 <= y1`.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, TS)]
pub struct Rect {
    pub x0: f32,
    pub y0: f32,
    pub x1: f32,
    pub y1: f32,
}

impl Rect {
    pub fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    pub fn height(&self) -> f32 {
        self.y1 - self.y0
    }
}

/// The place of a line of text: four corners in user space, in the text's own direction
/// ordered top-left, top-right, bottom-left, bottom-right.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, TS)]
pub struct Quad {
    pub tl: Point,
    pub tr: Point,
    pub bl: Point,
    pub br: Point,
}

impl Quad {
    /// The upright rectangle around the quad.
    pub fn bounds(&self) -> Rect {
        let all = [self.tl, self.tr, self.bl, self.br];
        let fold = |f: fn(f32, f32) -> f32, pick: fn(&Point) -> f32| all.iter().map(pick).reduce(f).unwrap_or_default();
        Rect {
            x0: fold(f32::min, |p| p.x),
            y0: fold(f32::min, |p| p.y),
            x1: fold(f32::max, |p| p.x),
            y1: fold(f32::max, |p| p.y),
        }
    }
}

/// A quarter turn, clockwise: the page's `/Rotate`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Rotation {
    #[default]
    None,
    Clockwise90,
    Half,
    Clockwise270,
}

impl Rotation {
    /// From any multiple of 90 degrees; others are rounded down, as readers do.
    pub fn from_degrees(degrees: i64) -> Self {
        match degrees.rem_euclid(360) / 90 {
            0 => Rotation::None,
            1 => Rotation::Clockwise90,
            2 => Rotation::Half,
            _ => Rotation::Clockwise270,
        }
    }

    pub fn degrees(self) -> u32 {
        match self {
            Rotation::None => 0,
            Rotation::Clockwise90 => 90,
            Rotation::Half => 180,
            Rotation::Clockwise270 => 270,
        }
    }
}
