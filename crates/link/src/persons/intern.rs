//! Strings kept once, each named by a number; 0 stands for a missing value.

use crate::hash;

/// Strings by number, and how often each was met.
#[derive(Clone, Debug)]
pub struct Dictionary {
    text: String,
    /// Where each string ends; the first is the empty one.
    ends: Vec<u32>,
    counts: Vec<u32>,
    /// An open table of numbers, 0 where free.
    slots: Vec<u32>,
}

impl Default for Dictionary {
    fn default() -> Self {
        Self {
            text: String::new(),
            ends: vec![0],
            counts: vec![0],
            slots: vec![0; 64],
        }
    }
}

impl Dictionary {
    /// The number of `value`, which is met once more.
    pub fn add(&mut self, value: &str) -> u32 {
        let id = self.number(value);
        self.counts[id as usize] += 1;
        id
    }

    fn number(&mut self, value: &str) -> u32 {
        if value.is_empty() {
            return 0;
        }
        if self.ends.len() * 2 > self.slots.len() {
            self.grow();
        }
        let slot = self.slot(value);
        if self.slots[slot] == 0 {
            self.slots[slot] = self.ends.len() as u32;
            self.text.push_str(value);
            self.ends.push(self.text.len() as u32);
            self.counts.push(0);
        }
        self.slots[slot]
    }

    /// The number of a string that was met before.
    pub fn find(&self, value: &str) -> Option<u32> {
        let id = self.slots[self.slot(value)];
        (id > 0 || value.is_empty()).then_some(id)
    }

    fn slot(&self, value: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash::of_words(value.as_bytes()) as usize & mask;
        while self.slots[slot] != 0 && self.get(self.slots[slot]) != value {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 4];
        for id in 1..self.ends.len() as u32 {
            let slot = self.slot(self.get(id));
            self.slots[slot] = id;
        }
    }

    /// The string of that number.
    pub fn get(&self, id: u32) -> &str {
        let start = (id as usize).checked_sub(1).map_or(0, |i| self.ends[i]);
        &self.text[start as usize..self.ends[id as usize] as usize]
    }

    /// How many numbers there are, the missing value among them.
    pub fn size(&self) -> usize {
        self.ends.len()
    }

    /// How often the string was met.
    pub fn count(&self, id: u32) -> u32 {
        self.counts[id as usize]
    }

    /// How often each number was met.
    pub fn counts(&self) -> &[u32] {
        &self.counts
    }
}

/// A column of values in a dictionary of its own.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// The number of each record's value.
    pub ids: Vec<u32>,
    /// The values.
    pub values: Dictionary,
}

impl Column {
    /// Adds the value of the next record.
    pub fn push(&mut self, value: &str) {
        let id = self.values.add(value);
        self.ids.push(id);
    }

    /// The value of a record, empty where it is missing.
    pub fn get(&self, record: usize) -> &str {
        self.values.get(self.ids[record])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_keeps_its_number_while_the_table_grows() {
        let mut words = Dictionary::default();
        let ids: Vec<u32> = (0..1000).map(|i| words.add(&format!("w{i}"))).collect();
        assert_eq!(words.add("w7"), ids[7]);
        assert_eq!(words.add(""), 0);
        assert_eq!((words.get(ids[999]), words.count(ids[7])), ("w999", 2));
        assert_eq!((words.find("w3"), words.find("v3")), (Some(ids[3]), None));
    }
}
