//! Union-find.

/// Union-find whose roots are the smallest members, so that the result does not depend on the order of unions.
#[derive(Clone, Debug)]
pub(super) struct Components {
    parent: Vec<u32>,
}

impl Components {
    pub(super) fn new(len: usize) -> Self {
        Self { parent: (0..u32::try_from(len).unwrap_or(u32::MAX)).collect() }
    }

    /// The root of a member; shortens the path (halving: Tarjan and van Leeuwen, 1984).
    pub(super) fn find(&mut self, member: u32) -> u32 {
        let mut at = member;
        while self.parent[at as usize] != at {
            let up = self.parent[self.parent[at as usize] as usize];
            self.parent[at as usize] = up;
            at = up;
        }
        at
    }

    /// The root of every member.
    pub(super) fn roots(&mut self) -> Vec<u32> {
        (0..self.parent.len() as u32).map(|member| self.find(member)).collect()
    }

    /// Joins two components; whether they were two.
    pub(super) fn union(&mut self, a: u32, b: u32) -> bool {
        let (a, b) = (self.find(a), self.find(b));
        self.parent[a.max(b) as usize] = a.min(b);
        a != b
    }
}
