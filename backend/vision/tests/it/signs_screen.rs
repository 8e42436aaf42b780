//! The grid of a screen, against drawn faces and simulated photographs of screens.

use std::error::Error;

use credence_testkit::dice;
use credence_testkit::document::selfie;
use credence_testkit::person::Person;
use credence_testkit::scene::{
    Encoding, FrameSize, Magnification, SceneOptions, encode_picture, photograph,
};
use credence_vision::signs::screen_pattern;
use credence_vision::{Picture, decode};
use image::{Rgb, RgbImage, imageops};
use rand::Rng;
