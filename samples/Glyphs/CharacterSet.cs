namespace Glyphs;

/// <summary>Which characters to draw.</summary>
internal enum CharacterSet
{
    /// <summary>Level 1 of GB 2312: the 3,755 most used characters.</summary>
    Common,

    /// <summary>Every CJK unified ideograph.</summary>
    Ideographs,

    /// <summary>The ideographs, kana and Hangul syllables.</summary>
    All,
}
