/// What the page says about how it took the pictures: its word and no more.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageNotes {
    /// The nonce of the head-turn challenge that its frames answer.
    pub nonce: Option<String>,
    /// When each frame was taken, in milliseconds since the challenge was shown.
    pub frame_milliseconds: Vec<u32>,
    /// Signs of another source than a camera, as stable codes.
    pub source: Vec<&'static str>,
}
